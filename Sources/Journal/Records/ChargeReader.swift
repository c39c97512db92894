import Foundation

/// Decodes the lines of a charge log. The rounds of a consortium cost mostly the same, and there
/// may be thousands: what stands before the slot is decoded once for all lines that share it.
///
/// A line is `{"charge":…,"slot":"…"}`, because the journal writes keys sorted.
struct ChargeReader<Charge: Codable & Sendable> {
  private let mark = Array(#","slot":""#.utf8)
  private let end = Array(#""}"#.utf8)
  private let decoder = JSONDecoder()
  private var last: (head: ArraySlice<UInt8>, charge: Charge)?

  /// The entry of a line.
  mutating func entry(_ text: ArraySlice<UInt8>) throws -> ChargeLog<Charge>.Entry {
    if let last, let slot = slot(text, after: last.head) {
      return ChargeLog.Entry(slot: slot, charge: last.charge)
    }
    let entry = try decoder.decode(ChargeLog<Charge>.Entry.self, from: Data(text))
    let tail = mark + Array(entry.slot.utf8) + end
    // Only where the text is exactly what would be written, the slot's spelling included.
    if text.suffix(tail.count).elementsEqual(tail) {
      last = (text.dropLast(tail.count), entry.charge)
    }
    return entry
  }

  /// The slot of a line that begins as another did; `nil` where its text has to be decoded.
  private func slot(_ text: ArraySlice<UInt8>, after head: ArraySlice<UInt8>) -> String? {
    let rest = text.dropFirst(head.count)
    guard text.starts(with: head), rest.starts(with: mark), rest.suffix(end.count) == end[...]
    else { return nil }
    let slot = rest.dropFirst(mark.count).dropLast(end.count)
    guard slot.count + mark.count + end.count == rest.count,
      slot.allSatisfy({ $0 != 0x22 && $0 != 0x5c && (0x20..<0x7f).contains($0) })
    else { return nil }
    return String(decoding: slot, as: UTF8.self)
  }
}
