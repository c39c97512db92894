import Foundation

/// Sizes in the words that a person reads.
enum ByteText {
  /// `812 bytes`, `46.2 KB`, `1.4 GB`: of 1000 bytes.
  static func of(_ bytes: Int) -> String {
    var (value, unit) = (Double(bytes), 0)
    while value >= 1000, unit < 4 {
      value /= 1000
      unit += 1
    }
    return unit == 0
      ? "\(bytes) bytes" : String(format: "%.1f ", value) + ["KB", "MB", "GB", "TB"][unit - 1]
  }
}
