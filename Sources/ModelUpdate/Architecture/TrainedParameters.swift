/// Which parameters a plan trains: all but those of frozen tensors.
///
/// Frozen coordinates are in no gradient, no masked vector and no sum. So they do not count for the
/// clip norm, get no noise, and every update leaves them as they are.
public struct TrainedParameters: Hashable, Sendable {
  /// The ranges that are trained, rising, with gaps between them.
  public let ranges: [Range<Int>]
  /// The names of the frozen tensors, in the order of the layout.
  public let frozen: [String]
  /// How many parameters are trained.
  public let count: Int
  /// How many the model has.
  public let total: Int

  /// Picks the parameters of a layout.
  ///
  /// - Parameter names: frozen tensors (`0.weight`), or what stands before a dot in their names: `0`
  ///   freezes the whole layer 0.
  /// - Throws: ``ModelUpdateError`` with code `invalidArchitecture` if a name freezes nothing, or
  ///   nothing is left to train.
  public init(_ layout: ParameterLayout, frozen names: [String]) throws(ModelUpdateError) {
    func isMeant(_ tensor: ParameterLayout.Tensor, by name: String) -> Bool {
      tensor.name == name || tensor.name.hasPrefix(name + ".")
    }
    for name in names where !layout.tensors.contains(where: { isMeant($0, by: name) }) {
      throw Architecture.refusal(
        "no tensor is frozen by '\(name)'",
        "name layers with parameters (\"0\") or tensors "
          + "(\"0.weight\"); this model has \(layout.tensors.map(\.name).joined(separator: ", "))")
    }
    var ranges: [Range<Int>] = []
    var frozen: [String] = []
    for tensor in layout.tensors {
      if names.contains(where: { isMeant(tensor, by: $0) }) {
        frozen.append(tensor.name)
      } else if let last = ranges.last, last.upperBound == tensor.offset {
        ranges[ranges.count - 1] = last.lowerBound..<tensor.range.upperBound
      } else {
        ranges.append(tensor.range)
      }
    }
    guard !ranges.isEmpty else {
      throw Architecture.refusal("every tensor is frozen", "leave at least one to be trained")
    }
    self.ranges = ranges
    self.frozen = frozen
    count = ranges.reduce(0) { $0 + $1.count }
    total = layout.count
  }

  /// The ranges that are frozen.
  public var frozenRanges: [Range<Int>] {
    let ends = [0] + ranges.map(\.upperBound)
    let starts = ranges.map(\.lowerBound) + [total]
    return zip(ends, starts).filter { $0 < $1 }.map { $0..<$1 }
  }

  /// The numbers of the trained coordinates, without gaps.
  public func gather<Number>(_ all: [Number]) -> [Number] {
    count == total ? all : ranges.flatMap { all[$0] }
  }

  /// The numbers at the places of the trained coordinates, zero elsewhere.
  public func scatter(_ trained: [Int64]) -> [Int64] {
    guard count < total else { return trained }
    var all = [Int64](repeating: 0, count: total)
    var next = 0
    for range in ranges {
      all.replaceSubrange(range, with: trained[next..<next + range.count])
      next += range.count
    }
    return all
  }
}
