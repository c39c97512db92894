/// The colours of a page, light and dark. Nothing is told by colour alone.
struct Palette: Sendable {
  /// What a colour is for; the raw value is its name in the style sheet.
  enum Role: String, CaseIterable, Sendable {
    /// The page.
    case paper
    /// Boxes on it.
    case panel
    /// Text.
    case ink
    /// Text beside it.
    case quiet
    /// Lines between rows; decoration.
    case rule
    /// Axes and outlines of cells.
    case axis
    /// Who is in a sum; the first curve.
    case first
    /// The second curve.
    case second
    /// Right.
    case good
    /// Wrong; the limit.
    case bad
    /// Missing.
    case open
  }

  /// On white.
  static let light = Palette(colours: [
    .paper: "#ffffff", .panel: "#f3f5f8", .ink: "#1b1b1b", .quiet: "#555b63", .rule: "#d3d7dc",
    .axis: "#6f757d", .first: "#0b5fb0", .second: "#a8480c", .good: "#1a6b2f", .bad: "#b3001e",
    .open: "#7a4f00",
  ])
  /// On black.
  static let dark = Palette(colours: [
    .paper: "#15171a", .panel: "#202429", .ink: "#e9eaec", .quiet: "#b3b9c1", .rule: "#3b4149",
    .axis: "#8b929b", .first: "#6db3f8", .second: "#f2a16b", .good: "#7fd493", .bad: "#ff8f8f",
    .open: "#efc267",
  ])

  /// Pairs that stand on each other on the page: the least contrast by WCAG 2.2 AA, 4.5 for text
  /// and 3 for graphics.
  static let pairs: [(front: Role, back: Role, least: Double)] =
    [Role.ink, .quiet, .good, .bad, .open, .first, .second].flatMap { front in
      [(front, Role.paper, 4.5), (front, .panel, 4.5)]
    } + [(.axis, .paper, 3), (.axis, .panel, 3), (.paper, .first, 4.5)]

  /// `#rrggbb` by role.
  let colours: [Role: String]

  /// Declarations for a style sheet.
  var declarations: String {
    Role.allCases.map { "--\($0.rawValue): \(colours[$0] ?? "#000000");" }.joined(separator: " ")
  }
}
