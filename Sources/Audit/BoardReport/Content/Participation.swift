/// What one hospital was in one round, as far as files show it.
enum Participation: String, CaseIterable, Sendable {
  /// Its vector is in the sum; in a void round: it goes on.
  case inside
  /// Expected; nothing of it lies here.
  case absent
  /// Its vector lies here, and the round was decided without it.
  case late
  /// What lies here of it is not valid, or not complete.
  case invalid
  /// Its own signatures convict it of a lie.
  case convicted
  /// It has left the consortium.
  case left
  /// Not expected: it was absent before and has not entered again, or a restart went on without it.
  case away
  /// The round has not ended, or people left it behind: its vector lies here.
  case published
  /// The round has not ended, or people left it behind: its vector does not lie here.
  case pending

  /// The letter in the grid; none where a filled cell says it.
  var letter: String {
    switch self {
    case .inside: ""
    case .absent: "A"
    case .late: "L"
    case .invalid: "X"
    case .convicted: "C"
    case .left: "G"
    case .away: "-"
    case .published: "p"
    case .pending: "?"
    }
  }

  /// What it means.
  var meaning: String {
    switch self {
    case .inside: "in the sum"
    case .absent: "absent: expected, and no vector of it lies here"
    case .late: "late or set aside: its vector lies here, and the round was decided without it"
    case .invalid: "what lies here of its vector is not valid or not complete"
    case .convicted: "convicted of a lie by its own signatures"
    case .left: "gone: it had said that it leaves"
    case .away: "not expected: it had left or dropped out before, and had not entered again"
    case .published: "round not ended or left behind: its vector lies here"
    case .pending: "round not ended or left behind: no vector of it lies here"
    }
  }

  /// One word for tables.
  var word: String {
    switch self {
    case .inside: "in the sum"
    case .absent: "absent"
    case .late: "late"
    case .invalid: "not valid"
    case .convicted: "convicted"
    case .left: "gone"
    case .away: "not expected"
    case .published: "published, round open"
    case .pending: "missing, round open"
    }
  }
}
