/// One of the two kinds of folders in a member's directory.
public enum ArtifactFolder: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// `consortium`: founding, joining, leaving.
  case consortium
  /// `round-000012`: one round's files. Genesis is round 0.
  case round(Int)

  /// Reads a folder name; `nil` when it is not exactly one.
  public init?(_ name: String) {
    if name == "consortium" {
      self = .consortium
    } else if name.hasPrefix(Self.roundPrefix),
      let number = PaddedNumber(parsing: name.dropFirst(Self.roundPrefix.count), width: 6)
    {
      self = .round(number.value)
    } else {
      return nil
    }
  }

  static let roundPrefix = "round-"

  /// The consortium's folder first, then the rounds by number.
  public static func < (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (_, .consortium): false
    case (.consortium, .round): true
    case (.round(let left), .round(let right)): left < right
    }
  }

  /// The folder's name.
  public var description: String {
    switch self {
    case .consortium: "consortium"
    case .round(let number): Self.roundPrefix + PaddedNumber(number, width: 6).description
    }
  }
}
