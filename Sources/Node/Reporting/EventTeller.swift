import Foundation

/// Tells a hospital's own program what its people may want to know at once.
final class EventTeller {
  private let command: EventCommand
  private let member: String
  private let patience: Double
  /// What an earlier run of cron's has told already: where it left the node.
  private let before: StatusStage?
  /// The present wait, since when, and whether `waiting-long` was told of it.
  private var wait: (what: Waiting, since: Date, isTold: Bool)?

  /// Tells a program.
  ///
  /// - Parameters:
  ///   - patience: seconds after which a wait for the same hospitals is an event.
  ///   - before: where the last run left the node, by its own `status.json`; what it told then is
  ///     not told again.
  init(_ command: EventCommand, member: String, patience: Double, before: StatusStage?) {
    (self.command, self.member, self.patience) = (command, member, patience)
    self.before = before
  }

  /// Tells of an event.
  func tell(_ event: NodeEvent, _ message: String, _ fields: [String: String] = [:]) {
    switch (event, before) {
    case (.finished, .finished), (.approvalWanted, .ownApproval): return
    default: break
    }
    command.run(event, message: message, fields: fields.merging(["member": member]) { $1 })
  }

  /// Notes a wait; one for people, or one that lasts, is an event, once.
  func waiting(_ waiting: Waiting, now: Date = .now) {
    guard let wait, wait.what == waiting.withoutTime else {
      wait = (waiting.withoutTime, now, false)
      if waiting == .ownApproval { tell(.approvalWanted, waiting.text) }
      return
    }
    // A pause waits for nobody.
    guard waiting.stage != .paused, !wait.isTold, now.timeIntervalSince(wait.since) > patience
    else { return }
    self.wait?.isTold = true
    tell(.waitingLong, waiting.text)
  }

  /// Returns when the programs that were started have ended.
  func drain() { command.drain() }
}
