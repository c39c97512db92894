import Artifacts
import Rounds
import Sodium

/// Content of a signed file that can be told in sentences.
protocol InWords: Codable, Hashable, Sendable {
  /// What it says, line by line.
  var inWords: [String] { get }
  /// The digests that it names, each with what for.
  var named: [(String, Digest)] { get }
}

extension InWords {
  var named: [(String, Digest)] { [] }
  func list(_ ids: some Sequence<MemberID>) -> String {
    let names = ids.map(\.name).sorted()
    return names.isEmpty ? "nobody" : names.joined(separator: ", ")
  }
}

extension Place {
  /// What a file at this place is.
  var inWords: String {
    switch slot {
    case .plan: "what the founder proposed to train, before anybody joined"
    case .manifest: "the consortium: hospitals, keys, plan; its digest is the session"
    case .enrol(1): "the entry of \(member): its keys"
    case .enrol(let number): "the entry of \(member) for the \(number). time, with fresh keys"
    case .approval: "the consent of \(member) to exactly one manifest"
    case .leave(let number): "\(member) leaves; its entry \(number) ends"
    case .expel: "the word of \(member) that a hospital shall be in no further round"
    case .commit: "opens round \(round); its digest draws the leader"
    case .masked: "the masked vector of \(member) for round \(round), with shares of its masks"
    case .vote(let ballot): "the vote of \(member) in ballot \(ballot) of round \(round)"
    case .cut(let ballot): "what \(member) proposes in ballot \(ballot) of round \(round)"
    case .unmask(let ballot):
      "the shares of \(member) for the set of ballot \(ballot), round \(round)"
    case .relay(let author): "a copy by \(member) of the masked file of \(author)"
    case .relayUnmask(let author, let ballot):
      "a copy by \(member) of the shares of \(author) for ballot \(ballot)"
    case .evidence: "proof by \(member) that somebody signed what no honest hospital signs"
    case .restart: "a decision of people, signed by \(member): go on from an earlier result"
    case .result:
      "the result of round \(round), published by \(member); its digest is K of the next"
    case .model: "the model after round \(round), published by \(member)"
    }
  }
}

extension Manifest: InWords {
  var inWords: [String] {
    [
      "founder \(coordinator); hospitals \(list(members.map(\.id)))",
      "plan \"\(plan.title)\": \(RoundSchedule(plan).lastRound) rounds, epsilon \(plan.privacy.epsilon) "
        + "\(plan.privacy.unit.short) at delta \(plan.privacy.delta)",
      "auditors: \(plan.auditors.isEmpty ? "nobody" : plan.auditors.map(\.name).joined(separator: ", "))",
    ]
  }
  var named: [(String, Digest)] { members.map { ("entry of \($0.id)", $0.enrolment) } }
}

extension PlanBody: InWords {
  var inWords: [String] {
    [
      "\"\(plan.title)\": \(RoundSchedule(plan).lastRound) rounds, classes "
        + plan.data.classes.joined(separator: ", "),
      "noise multiplier \(plan.privacy.noiseMultiplier), clip norm \(plan.training.clipNorm), sampling "
        + "rate \(plan.training.samplingRate), epsilon \(plan.privacy.epsilon) "
        + "\(plan.privacy.unit.short) at delta \(plan.privacy.delta)",
    ]
  }
}

extension EnrolmentBody: InWords {
  var inWords: [String] {
    [
      "signs with \(identity), fingerprint \(identity.fingerprint)",
      "opens sealed files with \(sealing)",
    ] + (formerly.map { ["its key of before, \($0.identity), has signed that"] } ?? [])
  }
}

extension ApprovalBody: InWords {
  var inWords: [String] { ["approves the manifest of session \(manifest)"] }
}

extension ExpelBody: InWords {
  var inWords: [String] {
    [
      "while in round \(round): \(member) shall take part in no further round; of itself: its key was stolen"
    ]
  }
}

extension LeaveBody: InWords {
  var inWords: [String] {
    ["reason: " + (reason == "cap" ? "its own limit on epsilon is reached" : reason)]
  }
}
