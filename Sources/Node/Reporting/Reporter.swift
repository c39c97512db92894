import Artifacts
import Foundation
import Logging
import Rounds

/// Says what the node does: one plain line per event, and on a terminal a line that says what it
/// waits for.
///
/// Messages name members, rounds and files. They never hold data, counts of patients or secrets.
public final class Reporter: Reporting {
  private var logger: Logger
  private let progress: ProgressLine
  private let events: EventTeller?
  private var lastWaiting: Waiting?
  private var lastAside: Set<String> = []

  /// Reports for a member to standard error.
  ///
  /// - Parameters:
  ///   - onEvent: a program that is run at each ``NodeEvent``.
  ///   - patience: seconds after which a wait for the same hospitals is such an event.
  ///   - before: where the last run left the node.
  init(
    member: String, format: LogFormat, onEvent: String? = nil, patience: Double = .infinity,
    before: StatusStage? = nil
  ) throws {
    progress = ProgressLine(isEnabled: format == .text)
    let line = progress
    logger = Logger(label: "decaph-node") { _ in
      NodeLogHandler(member: member, format: format, progress: line)
    }
    logger.logLevel = .info
    let complaints = logger
    events = try onEvent.map { path in
      let command = try EventCommand(path: path) {
        complaints.warning("\($0)", metadata: ["event": "note"])
      }
      return EventTeller(command, member: member, patience: patience, before: before)
    }
  }

  /// Waits for the programs that events have started.
  func drain() { events?.drain() }

  /// The node ends because of a violation.
  func failed(_ error: any Error) {
    let failure = NodeError(wrapping: error)
    if failure.status == .violation { events?.tell(.violation, failure.message) }
  }

  func started(_ location: StateLocation, once: Bool) {
    guard !once else { return }
    logger.info("watching \(location.directory)", metadata: ["event": "started"])
  }

  func note(_ text: String) {
    logger.notice("\(text)", metadata: ["event": "note"])
  }

  func published(_ slot: Slot, round: Int) {
    lastWaiting = nil
    logger.info(
      "round \(round): published \(slot.name)",
      metadata: ["event": "published", "round": "\(round)", "slot": "\(slot.name)"])
  }

  func voted(_ ballot: Int, _ choice: Choice, roster: [MemberID], round: Int) {
    lastWaiting = nil
    let out = roster.filter { choice.set.masked[$0] == nil }.map(\.name).joined(separator: ", ")
    let what = choice.kind == .open ? "the sum" : "a void round that goes on"
    logger.info(
      "round \(round): voted for \(what) without \(out.isEmpty ? "nobody missing" : out)",
      metadata: ["event": "voted", "round": "\(round)", "ballot": "\(ballot)", "without": "\(out)"])
  }

  func led(round: Int) {
    logger.info(
      round == 0
        ? "genesis: published result, commit and model as the coordinator"
        : "round \(round): led, published result, commit and model",
      metadata: ["event": "led", "round": "\(round)"])
  }

  func cannotOpen(_ why: String, round: Int) {
    logger.error(
      "round \(round) cannot be opened: \(why)",
      metadata: ["event": "cannot-open", "round": "\(round)"])
    events?.tell(.cannotOpen, "round \(round) cannot be opened: \(why)", ["round": "\(round)"])
  }

  func cannotCompute(_ error: NodeError, round: Int, again seconds: Int) {
    lastWaiting = nil
    let message = "round \(round): \(error.message)"
    logger.error(
      "\(message); nothing of it is published or charged, and it is tried again in \(seconds) s; next: \(error.remedy)",
      metadata: ["event": "trainer-failed", "round": "\(round)"])
    events?.tell(.trainerFailed, message, ["round": "\(round)"])
  }

  func repeatedEnd(of round: Int) {
    logger.info(
      "round \(round): copied what ended it, for those who may not see it",
      metadata: ["event": "repeated", "round": "\(round)"])
  }

  func closed(
    _ outcome: RoundOutcome, basis: RoundBasis, of rounds: Int, epsilon: () -> Double
  ) {
    lastWaiting = nil
    let result = outcome.result
    let spent = String(format: "%.2f", (epsilon() * 100).rounded(.up) / 100)
    let unit = basis.manifest.plan.privacy.unit
    let out = basis.roster.ids.filter { result.set.masked[$0] == nil }.map(\.name)
    let without = out.isEmpty ? "" : " without \(out.joined(separator: ", "))"
    let message = """
      round \(result.round) of \(rounds): closed (\(result.outcome.rawValue)\(without), leader \
      \(basis.leader), epsilon so far \(spent) \(unit.short))
      """
    let fields = [
      "round": "\(result.round)", "leader": "\(basis.leader)",
      "outcome": "\(result.outcome.rawValue)", "epsilon": spent, "unit": "\(unit.rawValue)",
      "without": "\(out.joined(separator: ", "))",
    ]
    var metadata: Logger.Metadata = ["event": "closed"]
    for (name, value) in fields { metadata[name] = "\(value)" }
    logger.info("\(message)", metadata: metadata)
    events?.tell(.closed, message, fields)
    let budget = basis.manifest.plan.privacy.epsilon
    if let epsilon = Double(spent), epsilon >= 0.9 * budget.value {
      events?.tell(.budgetLow, "epsilon so far \(spent) of \(budget)", fields)
    }
  }

  func released(_ text: String, round: Int) {
    logger.info(
      "round \(round): \(text)", metadata: ["event": "released", "round": "\(round)"])
  }

  func convicted(_ offence: Offence, round: Int) {
    logger.error(
      """
      VIOLATION by \(offence.place.member): \(offence.kind.text), \(offence.place); the proof is \
      published, the rounds go on without \(offence.place.member); next: keep the folder, talk to \
      \(offence.place.member)
      """,
      metadata: ["event": "convicted", "round": "\(round)", "member": "\(offence.place.member)"])
    events?.tell(
      .convicted, "\(offence.place.member) \(offence.kind.text), \(offence.place)",
      ["round": "\(round)", "culprit": "\(offence.place.member)"])
  }

  func enrolled(_ incarnation: Int) {
    logger.info(
      "is not in the round's roster: asked to enter again (entry \(incarnation))",
      metadata: ["event": "enrolled", "incarnation": "\(incarnation)"])
  }

  func left(_ reason: StopReason) {
    logger.info("told the others not to wait: \(reason.text)", metadata: ["event": "left"])
  }

  func moved(to result: ResultDocument, isRestart: Bool) {
    lastWaiting = nil
    logger.info(
      isRestart
        ? "restarted: people decided to go on from an earlier result, with round \(result.round + 1)"
        : "was away: goes on after round \(result.round), on which the others stand",
      metadata: ["event": isRestart ? "restarted" : "caught-up", "round": "\(result.round)"])
    if isRestart {
      events?.tell(
        .restarted,
        "people decided to go on from an earlier result, with round \(result.round + 1)",
        ["round": "\(result.round)"])
    }
  }

  func waiting(_ waiting: Waiting, aside: [String: Rejection]) {
    for (path, rejection) in aside.sorted(by: { $0.key < $1.key }) {
      guard lastAside.insert(rejection.description).inserted else { continue }
      logger.warning(
        "set aside \(rejection); next: \(rejection.remedy)",
        metadata: ["event": "set-aside", "file": "\(path)", "code": "\(rejection.code.rawValue)"])
    }
    events?.waiting(waiting)
    // On a terminal the line counts down; elsewhere each wait is said once.
    guard !progress.show(waiting.text), waiting.withoutTime != lastWaiting else { return }
    lastWaiting = waiting.withoutTime
    logger.info("\(waiting.text)", metadata: ["event": "waiting"])
  }

  func finished(_ reason: StopReason) {
    if reason != .roundsRequested { events?.tell(.finished, reason.text) }
    logger.info("\(reason.text)", metadata: ["event": "finished"])
  }

  func stopped() {
    logger.info("stopped as asked; start again at any time", metadata: ["event": "stopped"])
  }
}

extension StopReason {
  /// The reason in the words that a person reads.
  var text: String {
    switch self {
    case .planCompleted: "finished: the plan's last round is closed"
    case .budgetSpent: "finished: the next round would exceed the plan's privacy budget"
    case .ownCapReached:
      "takes no further part: the next round would exceed this hospital's own cap; "
        + "'decaph-node approve --max-epsilon' raises it"
    case .leaving:
      "takes no further part: this hospital asked to leave ('decaph-node leave'), or has gone on to "
        + "another consortium"
    case .expelled: "takes no further part: it was expelled, or its key was revoked"
    case .paused: "pauses: this hospital asked for it ('decaph-node pause')"
    case .roundsRequested: "ended after the requested number of rounds"
    case .tooFewMembers:
      "ended: fewer hospitals are left than a round needs; 'decaph-node restart' can go on with "
        + "those that come back"
    }
  }
}

extension EvidenceBody.Kind {
  /// The offence in the words that a person reads.
  var text: String {
    switch self {
    case .equivocation: "signed two different files for one place"
    case .falseOutcome: "signed an outcome that the files do not give"
    }
  }
}
