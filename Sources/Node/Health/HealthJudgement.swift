import Artifacts
import Foundation

/// Judges what `status` sees.
struct HealthJudgement {
  let present: Present
  /// Whether the hospital's state lies on this machine.
  let isHere: Bool
  /// When the node wrote its `status.json` last.
  let ownTime: Date?
  let now: Date
  let limits: HealthLimits

  /// The report.
  var report: HealthReport {
    let isOver = present.stage == StatusStage.finished.rawValue
    let problems =
      isHere ? [stands] + (isOver ? [] : [silence, others, budget]) : [absence, stands]
    return HealthReport(problems: problems.compactMap(\.self), text: present.text, metrics: metrics)
  }

  /// Where nothing goes on before a person acts.
  private var stands: HealthReport.Problem? {
    let next = present.next.map { ": \($0)" } ?? ""
    switch present.stage {
    case "trouble", "refused", StatusStage.restart.rawValue:
      return HealthReport.Problem(level: .critical, text: present.text + next)
    case StatusStage.ownApproval.rawValue:
      return HealthReport.Problem(level: .warning, text: present.text + next)
    default:
      // A run that is at work again has not shown yet that it can.
      let isAtWork = present.process ?? 0 > 0
      return present.lastFailure.map {
        HealthReport.Problem(
          level: isAtWork ? .warning : .critical,
          text: "the node's last run failed: \($0.message): \($0.remedy)")
      }
    }
  }

  /// Another account, another machine, or a wrong name.
  private var absence: HealthReport.Problem? {
    HealthReport.Problem(
      level: .unknown, text: "there is no private state here: check --id, --state, the account")
  }

  /// A node that does not run says nothing any more.
  private var silence: HealthReport.Problem? {
    guard present.member != nil else { return nil }
    guard let age = ownAge else {
      // Before the first run there is nothing that could be late.
      return present.process == 0 && present.round != nil
        ? HealthReport.Problem(level: .critical, text: "the node has never run: start it") : nil
    }
    guard age > limits.silence else { return nil }
    return HealthReport.Problem(
      level: .critical,
      text: "the node has said nothing for \(WaitingTime.text(age)): look at its service or cron")
  }

  /// Others who keep this node waiting.
  private var others: HealthReport.Problem? {
    guard !present.waitingFor.isEmpty, let waited = present.waited,
      Double(waited) > limits.silence
    else { return nil }
    return HealthReport.Problem(
      level: .warning,
      text: "\(present.text) for \(WaitingTime.text(Double(waited))): telephone them")
  }

  private var budget: HealthReport.Problem? {
    guard let share, share >= limits.budget else { return nil }
    return HealthReport.Problem(
      level: .warning,
      text: "\(Int(share * 100)) % of the privacy budget are spent: training will end by itself")
  }

  private var ownAge: Double? { ownTime.map { max(0, now.timeIntervalSince($0)) } }

  private var share: Double? {
    guard let privacy = present.privacy, let spent = Double(privacy.epsilon),
      let whole = Double(privacy.budget), whole > 0
    else { return nil }
    return spent / whole
  }

  private var metrics: [HealthMetric] {
    var metrics: [HealthMetric] = []
    if let round = present.round {
      metrics.append(
        HealthMetric(
          name: "round", value: Double(round), maximum: present.rounds.map(Double.init),
          help: "The round in work, of those that the plan has."))
    }
    if let privacy = present.privacy, let spent = Double(privacy.epsilon),
      let whole = Double(privacy.budget)
    {
      metrics.append(
        HealthMetric(
          name: "epsilon", value: spent, warning: whole * limits.budget, maximum: whole,
          help: "Spent so far against the tolerated colluders."))
      metrics.append(
        HealthMetric(name: "epsilon_budget", value: whole, help: "What the plan allows."))
    }
    if let age = ownAge {
      metrics.append(
        HealthMetric(
          name: "silence", value: age.rounded(), unit: "s", warning: limits.silence,
          help: "Since this node said something."))
    }
    if let waited = present.waited {
      metrics.append(
        HealthMetric(
          name: "waited", value: Double(waited), unit: "s", warning: limits.silence,
          help: "Since the round in work began here."))
    }
    metrics.append(
      HealthMetric(
        name: "waiting_for", value: Double(present.waitingFor.count),
        help: "Hospitals for which is waited."))
    if let turn = present.yourTurn {
      metrics.append(
        HealthMetric(
          name: "your_turn", value: turn ? 1 : 0, help: "Whether this hospital has to act."))
    }
    return metrics
  }
}
