/// Released numbers for people. A lying member can make them as large as the ring.
enum ReleaseNumber {
  /// To the next whole number.
  static func whole(_ value: Double) -> String {
    abs(value) < 1e15 ? String(Int(value.rounded())) : "\(value)"
  }
}
