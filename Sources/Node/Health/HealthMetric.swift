import Foundation

/// A number of `health`, for Nagios (`name=value;warn;crit;min;max`) and for Prometheus.
struct HealthMetric: Sendable, Hashable {
  /// Lower case and underscores; Prometheus sees it behind `decaph_`.
  let name: String
  let value: Double
  /// `s` for seconds; empty for a number.
  var unit = ""
  /// From which value on there is a warning.
  var warning: Double?
  var maximum: Double?
  let help: String

  /// The form of the Monitoring Plugins Development Guidelines, section 2.6.
  var performanceData: String {
    func text(_ value: Double?) -> String { value.map(Self.text) ?? "" }
    return "\(name)=\(Self.text(value))\(unit);\(text(warning));;0;\(text(maximum))"
  }

  /// The text exposition format 0.0.4.
  func exposition(labels: [(name: String, value: String)]) -> String {
    let full = "decaph_" + name + (unit == "s" ? "_seconds" : "")
    let list = labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }.joined(separator: ",")
    return """
      # HELP \(full) \(help)
      # TYPE \(full) gauge
      \(full)\(list.isEmpty ? "" : "{\(list)}") \(Self.text(value))

      """
  }

  /// Up to six decimals, none that say nothing.
  private static func text(_ value: Double) -> String {
    var text = String(format: "%.6f", value)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}
