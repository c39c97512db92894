/// How arms look in charts: a class of the page's style, and a pattern of strokes.
enum ArmStyle {
  /// One pattern after the other, from the first arm on.
  static let dashes = ["", "8 3", "2 3", "8 3 2 3", "14 4", "1 6", "4 2", "12 3 3 3", "5 5"]

  /// The class of an arm's make.
  static func name(_ kind: Arm.Kind) -> String {
    switch kind {
    case .local: "local"
    case .decaph: "decaph"
    case .alone, .pooled, .collaborative: "plain"
    }
  }
}
