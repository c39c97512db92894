import Artifacts
import DifferentialPrivacy
import Rounds

/// The answers that `status` gives first: for whom is waited, is it my turn, when does this
/// hospital act by itself.
struct Present: Encodable, Hashable {
  let kind = "now"
  /// Digest of the manifest; `nil` before there is one.
  var session: String?
  var title: String?
  /// The plan's last round.
  var rounds: Int?
  /// Whose view it is; `nil` for that of the shared directory alone.
  var member: MemberID?
  /// The round in work.
  var round: Int?
  /// Where it stands: a stage of `status.json`, or `act`, `refused`, `trouble`.
  var stage: String
  /// For whom is waited.
  var waitingFor: [MemberID] = []
  /// Whether this hospital has something to do; `nil` without a hospital.
  var yourTurn: Bool?
  /// The situation in one line.
  var text: String
  /// What a person does next, where one has to.
  var next: String?
  /// Seconds since this hospital closed the round before.
  var waited: Int?
  /// Seconds until this hospital acts by itself, and what it does then.
  var actsIn: Int?
  var then: String?
  /// Why this hospital cannot go on by itself, where too few are here.
  var lack: String?
  /// Whether a process works with this hospital's state: its identifier, 0 for none.
  var process: Int?
  /// Why the node's last run ended, if it failed; for this hospital alone.
  var lastFailure: FailureNote.Failure?
  var privacy: Privacy?
  /// What the newest census and evaluation say, in a line each.
  var releases: [String] = []
  /// Since when this hospital takes part in no new round.
  var paused: String?
  /// Files that concern no single round and are not taken.
  var setAside: [AsideFile] = []
  /// What the hospitals' `status.json` say, unsigned.
  var says: [Saying] = []

  /// What this hospital's patients have paid so far.
  struct Privacy: Encodable, Hashable {
    /// Epsilon so far against the tolerated colluders, two decimals, never rounded down.
    let epsilon: String
    let budget: String
    let delta: String
    /// What it protects.
    let unit: PrivacyUnit
    /// Rounds that released exact counts, as the plan says.
    let roundsWithoutNoise: Int
  }

  /// What a hospital's node says of itself.
  struct Saying: Encodable, Hashable {
    let member: MemberID
    let text: String
    /// When, by that hospital's clock.
    let time: String?
  }
}

extension Present {
  /// The situation of a wait.
  init(_ waiting: Waiting) {
    self.init(stage: waiting.stage.rawValue, text: waiting.text)
    waitingFor = waiting.members
    if case .round(let round, _) = waiting { self.round = round }
  }
}
