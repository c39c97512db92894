import Artifacts
import Foundation
import Logging
import Rounds

/// Says what the node does: one plain line per event, and on a terminal a line that says what it
/// waits for.
///
/// Messages name members, rounds and files. They never hold data, counts of patients or secrets.
public final class Reporter {
  private var logger: Logger
  private let progress: ProgressLine
  private var lastWaiting: Waiting?
  private var lastAside: Set<String> = []

  /// Reports for a member to standard error.
  init(member: String, format: LogFormat) {
    progress = ProgressLine(isEnabled: format == .text)
    let line = progress
    logger = Logger(label: "decaph-node") { _ in
      NodeLogHandler(member: member, format: format, progress: line)
    }
    logger.logLevel = .info
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

  func led(round: Int) {
    logger.info(
      round == 0
        ? "genesis: published result, commit and model as the coordinator"
        : "round \(round): led, published result, commit and model",
      metadata: ["event": "led", "round": "\(round)"])
  }

  func closed(_ result: ResultDocument, leader: MemberID, of rounds: Int, epsilon: Double) {
    let spent = String(format: "%.2f", (epsilon * 100).rounded(.up) / 100)
    logger.info(
      """
      round \(result.round) of \(rounds): closed (\(result.outcome.rawValue), leader \(leader), \
      epsilon so far \(spent))
      """,
      metadata: [
        "event": "closed", "round": "\(result.round)", "leader": "\(leader)",
        "outcome": "\(result.outcome.rawValue)", "epsilon": "\(spent)",
      ])
  }

  func waiting(_ waiting: Waiting, aside: [String: Rejection]) {
    for (path, rejection) in aside.sorted(by: { $0.key < $1.key }) {
      guard lastAside.insert(rejection.description).inserted else { continue }
      logger.warning(
        "set aside \(rejection); next: \(rejection.remedy)",
        metadata: ["event": "set-aside", "file": "\(path)", "code": "\(rejection.code.rawValue)"])
    }
    guard waiting != lastWaiting else { return }
    lastWaiting = waiting
    guard !progress.show(waiting.text) else { return }
    logger.info("\(waiting.text)", metadata: ["event": "waiting"])
  }

  func finished(_ reason: StopReason) {
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
      "takes no further part: the next round would exceed this hospital's own cap (--max-epsilon)"
    case .roundsRequested: "ended after the requested number of rounds"
    }
  }
}
