/// A count as it may be told to others: rounded to tens, and below ten only that it is so.
///
/// Rounding every count also protects what follows from several: one class by taking the others off
/// the total, one new patient by comparing two reports. This is the usual rule for tables of
/// patients, not differential privacy; only the rounds of a consortium have that.
struct DisclosedCount: CustomStringConvertible {
  let count: Int

  init(_ count: Int) { self.count = count }

  /// Fewer than these are not told.
  static let least = 10

  var description: String {
    switch count {
    case ..<1: "0"
    case ..<Self.least: "<\(Self.least)"
    default: String((count + 5) / 10 * 10)
    }
  }
}
