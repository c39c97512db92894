import Artifacts
import DifferentialPrivacy
import Rounds

/// `budget`: what a plan costs, round by round, or the noise that a target needs.
public struct PlanBudget {
  private let plan: Plan
  private let hospitals: Int
  private let target: Double?

  /// Reads a plan file.
  ///
  /// - Parameter target: an epsilon to reach with all rounds of the plan; `nil` for the table alone.
  public init(file: String, hospitals: Int, target: Double?) throws {
    plan = try PlanFile.draft(file).plan
    self.hospitals = hospitals
    self.target = target
    if let target, !(target > 0 && target.isFinite) {
      throw NodeError(
        .usage, "--target-epsilon must be a positive number", remedy: "give one such as 4.0")
    }
  }

  /// Lines for people.
  public var text: String {
    get throws { try BudgetForecast.text(plan: plan, hospitals: hospitals, lines) }
  }

  private func lines(_ forecast: BudgetForecast) throws(Rejection) -> String {
    let schedule = RoundSchedule(plan)
    var lines = [
      "plan        \"\(plan.title)\", \(hospitals) hospitals, all taking part",
      "epsilon     \(plan.privacy.unit.short) at delta \(plan.privacy.delta); unit: "
        + "\(plan.privacy.unit.text)",
      "",
      "   round  of training  against colluders        against others",
    ]
    var isExtreme = false
    for round in marks(forecast.lastRound) {
      let coalition = try forecast.epsilon(through: round)
      let outside = try forecast.epsilon(through: round, against: .outsideWorld)
      isExtreme = isExtreme || coalition.orderIsExtreme || outside.orderIsExtreme
      let training = schedule.count(.training, through: round)
      lines.append(
        Self.left("\(round)", 8) + Self.left("\(training)", 13) + "  "
          + Self.right(Self.text(coalition), 23) + "  " + Self.text(outside))
    }
    lines.append("")
    lines.append(try verdict(forecast))
    let exact = plan.kindsWithoutNoise.map(\.rawValue)
    if !exact.isEmpty {
      lines.append("NO NOISE    \(exact.joined(separator: ", ")): no epsilon covers these rounds")
    }
    if isExtreme {
      lines.append(
        "warning     a bound comes from the first or last Renyi order: it holds, but others might be "
          + "smaller")
    }
    if let target { lines.append(try calibration(forecast, target)) }
    return lines.joined(separator: "\n")
  }

  private func verdict(_ forecast: BudgetForecast) throws(Rejection) -> String {
    let rounds = try forecast.roundsOfTheBudget()
    let isEnough = rounds >= forecast.lastRound
    return "budget      \(plan.privacy.epsilon) allows \(rounds) rounds; the plan has "
      + "\(forecast.lastRound)" + (isEnough ? "" : ": it will end early")
  }

  private func calibration(
    _ forecast: BudgetForecast, _ target: Double
  ) throws(Rejection) -> String {
    guard let noise = try forecast.noiseMultiplier(for: target) else {
      return "target      \(target) cannot be reached: census and evaluation alone cost more"
    }
    // What a plan may have at least: less would be no noise.
    guard noise >= 0.01 else {
      return "target      \(target) is kept with the least noise that a plan may have, "
        + "privacy.noise_multiplier = 0.01"
    }
    return "target      \(target) for all \(forecast.lastRound) rounds needs "
      + "privacy.noise_multiplier = \(noise)"
  }

  /// The rounds of the table: the first, then tenths, up to the last.
  private func marks(_ last: Int) -> [Int] {
    Array(Set([1, last] + (1...10).map { max(1, last * $0 / 10) })).sorted()
  }

  /// Epsilon with three decimals, never rounded down, and who proved it.
  private static func text(_ guarantee: PrivacyGuarantee) -> String {
    let order = guarantee.order.map { ", order \($0)" } ?? ""
    return "\((guarantee.epsilon * 1000).rounded(.up) / 1000) (\(guarantee.accountant)\(order))"
  }

  private static func left(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func right(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
