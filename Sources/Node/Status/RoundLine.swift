import Artifacts

/// One round in short: who was expected, who is in, who is out and why.
struct RoundLine: Encodable, Hashable {
  /// How a round stands; the raw values are stable.
  enum Outcome: String, Encodable {
    case genesis, full, cut, void, unusable, restart
    /// A restart has taken its place.
    case abandoned
    /// Its members have agreed, nobody has published the outcome yet.
    case decided
    case inWork = "in-work"
    /// Its result is not here.
    case unknown
  }

  let kind = "round"
  let round: Int
  var outcome: Outcome
  /// The leader that the hash drew.
  var leader: MemberID?
  /// Who has published the result.
  var published: [MemberID] = []
  /// The ranks before the first publisher, who stayed silent.
  var skipped: [MemberID] = []
  /// Who was expected.
  var expected: [MemberID] = []
  /// Who is in.
  var `in`: [MemberID] = []
  /// Who was expected and is not in.
  var out: [Absence] = []
  /// Members of the consortium that were not expected.
  var away: [Absence] = []
  /// Who takes part from the next round on and did not in this.
  var enters: [MemberID] = []
  /// The ballot that decided; 0 where all were present.
  var ballot: Int?
  /// How often files had to cross the shared directory.
  var hops: Int?
  /// For a restart: who has signed it, and after which round it goes on.
  var signers: [MemberID] = []
  var after: Int?
  /// Files that are not taken.
  var setAside: [AsideFile] = []
}

/// A file that is not taken, and why.
struct AsideFile: Codable, Hashable {
  let file: String
  /// The kind of fault, as the audit names it.
  let code: String
  let text: String

  init(_ rejection: Rejection) {
    file = rejection.file
    code = rejection.code.rawValue
    text = rejection.message
  }
}
