/// A sum of masked vectors that takes them one at a time and gives the unmasked sum once all are
/// in.
public struct Aggregation: ~Copyable, Sendable {
  private let opening: Opening
  private var sum: RingVector
  private var missing: Set<String>

  /// Starts the sum of an opened set.
  public init(of opening: Opening) {
    self.opening = opening
    sum = RingVector(zeros: opening.context.count, width: opening.context.ringWidth)
    missing = Set(opening.set)
  }

  /// Takes in the masked vector of a member.
  /// - Throws: `unknownMember` if it is not in the set or came before, `wrongLength`.
  public mutating func add(_ masked: RingVector, of id: String) throws(SecureAggregationError) {
    try opening.context.check(masked, of: id)
    guard missing.remove(id) != nil else {
      throw SecureAggregationError(
        .unknownMember, culprit: id, "the vector of \(id) is not to be added, or was before",
        remedy: "add the vector of each member of the set once")
    }
    try sum.add(masked)
  }

  /// Takes the remaining masks off.
  /// - Returns: The sum of the plain vectors.
  /// - Throws: `unknownMember` while a vector is missing.
  public consuming func finish() throws(SecureAggregationError) -> RingVector {
    if let id = missing.min() {
      throw SecureAggregationError(
        .unknownMember, culprit: id, "the vector of \(id) is missing in the sum",
        remedy: "wait for its masked file")
    }
    opening.remainingMasks().apply(to: &sum)
    return sum
  }
}
