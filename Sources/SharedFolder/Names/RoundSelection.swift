/// The rounds that a person names on a command line: `12`, `round-12`, `round-000012`, `10..14`.
public struct RoundSelection: Hashable, Sendable, CustomStringConvertible {
  /// The rounds, at least one.
  public let rounds: ClosedRange<Int>

  /// Selects rounds.
  public init(_ rounds: ClosedRange<Int>) {
    self.rounds = rounds
  }

  /// Reads one round or a range with both ends included; `nil` for anything else.
  public init?(_ text: String) {
    let ends = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
    guard ends.count <= 2, let low = ends.first.flatMap(Self.round),
      let high = ends.last.flatMap(Self.round), low <= high
    else { return nil }
    self.rounds = low...high
  }

  /// A round's number; unlike in a file name, zeros in front are as one likes.
  private static func round(_ text: String) -> Int? {
    let prefix = ArtifactFolder.roundPrefix
    let digits = text.hasPrefix(prefix) ? text.dropFirst(prefix.count) : text[...]
    return digits.isEmpty ? nil : PaddedNumber.digits(digits)
  }

  /// The round, where it is one alone.
  public var single: Int? { rounds.lowerBound == rounds.upperBound ? rounds.lowerBound : nil }

  /// `12` or `10..14`.
  public var description: String {
    single.map(String.init) ?? "\(rounds.lowerBound)..\(rounds.upperBound)"
  }
}
