import Foundation

/// Numbers of a comparison for people.
enum ArmText {
  /// A whole number without its point.
  static func short(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? String(Int(value)) : String(value)
  }

  /// One decimal.
  static func one(_ value: Double) -> String { String(format: "%.1f", value) }

  /// Two decimals.
  static func two(_ value: Double) -> String { String(format: "%.2f", value) }

  /// Three decimals.
  static func three(_ value: Double) -> String { String(format: "%.3f", value) }

  /// A share in percent, with two digits that count at least.
  static func percent(_ share: Double) -> String {
    String(format: share < 0.1 ? "%.2f %%" : "%.1f %%", share * 100)
  }

  /// Two decimals, never rounded down: an epsilon must not look smaller than it is. A bound that is
  /// above a target by an accountant's last digits only would look larger than it is, hence the
  /// millionth.
  static func epsilon(_ value: Double) -> String {
    String(format: "%.2f", (value * 100 - 1e-6).rounded(.up) / 100)
  }

  /// Mean and standard deviation; the mean alone of one value.
  static func spread(_ spread: Spread) -> String {
    spread.values.count > 1
      ? "\(three(spread.mean)) ± \(three(spread.deviation))" : three(spread.mean)
  }
}
