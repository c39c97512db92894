import Foundation

/// The lines that are printed as soon as they are known: name, measured, target.
enum Table {
  static func header() {
    line("name", "measured", "target")
    print(String(repeating: "-", count: 96))
  }

  static func line(_ name: String, _ measured: String, _ target: String = "") {
    print(
      name.padding(toLength: 66, withPad: " ", startingAt: 0)
        + left(measured, 16) + "  " + left(target, 12))
    fflush(nil)
  }

  /// A time with three digits.
  static func time(_ seconds: Double) -> String {
    seconds < 1
      ? String(format: "%.1f ms", seconds * 1000) : String(format: "%.2f s", seconds)
  }

  /// A size in MB of 2^20 bytes.
  static func size(_ bytes: Int) -> String {
    String(format: "%.1f MB", Double(bytes) / 1_048_576)
  }

  /// The median.
  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
  }

  private static func left(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
