import Foundation

/// Every charge to the privacy budget, written before what it pays for is published.
///
/// Lines are only ever added. A charge belongs to a slot and counts once, however often a restart
/// repeats it. The log may over-count by a charge whose publication a crash prevented; it never
/// under-counts: a damaged log stops the hospital rather than forgetting.
public struct ChargeLog<Charge: Codable & Sendable>: Sendable {
  /// One line.
  public struct Entry: Codable, Sendable {
    /// What the charge paid for.
    public let slot: String
    /// The charge.
    public let charge: Charge
  }

  private let store: any PrivateStore
  private let path = StorePath("charges")

  /// The log of a store.
  public init(of type: Charge.Type = Charge.self, in store: any PrivateStore) {
    self.store = store
  }

  /// Adds a charge for a slot, unless it is there; on the disk when this returns.
  /// - Throws: `slotTaken` when the slot was charged otherwise, `corrupt` when the log is damaged,
  ///   `full`, `permissions`, `io`. Then nothing may be published.
  @discardableResult
  public func charge(_ charge: Charge, for slot: String) throws(JournalError) -> Creation {
    let (lines, isTorn) = try load()
    let line = CheckedLine(encode(Entry(slot: slot, charge: charge)))
    if isTorn { try store.replace(lines.flatMap(\.bytes), at: path) }
    var reader = ChargeReader<Charge>()
    for known in lines where try entry(known, &reader).slot == slot {
      guard known.text == line.text else { throw .slotTaken("the charge for \(slot)") }
      // The line may have reached the file and not the disk when an earlier process ended.
      try store.append([], to: path)
      return .alreadyThere
    }
    try store.append(line.bytes, to: path)
    return .created
  }

  /// All charges in the order in which they were made.
  /// - Throws: `corrupt` when the log is damaged, `permissions`, `io`.
  public func entries() throws(JournalError) -> [Entry] {
    var entries: [Entry] = []
    var seen: Set<ArraySlice<UInt8>> = []
    var reader = ChargeReader<Charge>()
    // Two processes that charge one slot at once may both write it; equal lines count once.
    for line in try load().lines where seen.insert(line.text).inserted {
      entries.append(try entry(line, &reader))
    }
    return entries
  }

  /// Reads the lines. A last one that is cut was never acted upon, and is left out.
  private func load() throws(JournalError) -> (lines: [CheckedLine], isTorn: Bool) {
    let bytes = try store.read(path) ?? []
    var lines: [CheckedLine] = []
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 0x0a) {
      guard let line = CheckedLine(parsing: rest[..<end]) else {
        // After a power cut the last line may have its end and zeros where it was not written.
        guard end == rest.endIndex - 1, rest.contains(0) else {
          throw .corrupt(path.description, "line \(lines.count + 1) has another checksum")
        }
        break
      }
      lines.append(line)
      rest = rest[(end + 1)...]
    }
    guard CheckedLine(parsing: rest.dropLast()) == nil else {
      throw .corrupt(path.description, "the last line is whole and its end is damaged")
    }
    return (lines, !rest.isEmpty)
  }

  private func entry(
    _ line: CheckedLine, _ reader: inout ChargeReader<Charge>
  ) throws(JournalError) -> Entry {
    do {
      return try reader.entry(line.text)
    } catch {
      throw JournalError.corrupt(path.description, "a line is not of this version")
    }
  }
}
