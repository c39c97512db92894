import Artifacts
import DifferentialPrivacy
import Rounds
import Testing

/// What each round is for, by its number alone.
@Suite struct RoundScheduleTests {
  private func plan(_ training: Int, census: Bool, every: Int?) -> Plan {
    var plan = Plan.small(rounds: training)
    plan.census = census ? CensusPlan(noise: .exact) : nil
    plan.evaluation = every.map {
      EvaluationPlan(every: $0, heldOut: 0.5, bins: 4, noise: .exact)
    }
    return plan
  }

  @Test(
    arguments: [
      (3, false, nil, "ttt"), (3, true, nil, "cttt"), (3, false, 1, "tetete"),
      (3, true, 2, "cttete"),
      (4, false, 2, "ttette"), (5, true, 3, "ctttette"), (3, false, 3, "ttte"),
    ] as [(Int, Bool, Int?, String)])
  func kindsFollowFromTheNumber(_ training: Int, _ census: Bool, _ every: Int?, _ text: String) {
    let letters: [LedgerEntry.Kind: Character] = [.census: "c", .training: "t", .evaluation: "e"]
    let schedule = RoundSchedule(plan(training, census: census, every: every))
    #expect(schedule.lastRound == text.count)
    let kinds = (1...schedule.lastRound).map { letters[schedule.kind(of: $0)]! }
    #expect(String(kinds) == text)
    for round in 0...schedule.lastRound {
      for (kind, letter) in letters {
        let counted = text.prefix(round).count { $0 == letter }
        #expect(schedule.count(kind, through: round) == counted, "\(kind) through \(round)")
      }
    }
    #expect(schedule.kind(of: schedule.lastRound + 1) == .training)
  }
}
