/// What a member signs in a round's ballots, seen by whomever the folder shows it to. Choices are
/// numbered by their place in a `Stage`.
enum Deed: Hashable, Sendable, CustomStringConvertible {
  case vote(ballot: Int, choice: Int)
  case unmask(ballot: Int, choice: Int)

  var ballot: Int {
    switch self {
    case .vote(let ballot, _), .unmask(let ballot, _): ballot
    }
  }

  var choice: Int {
    switch self {
    case .vote(_, let choice), .unmask(_, let choice): choice
    }
  }

  var isVote: Bool { if case .vote = self { true } else { false } }

  var description: String {
    "\(isVote ? "votes" : "unmasks") \(choice) in ballot \(ballot)"
  }
}
