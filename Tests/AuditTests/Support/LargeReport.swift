import DifferentialPrivacy

@testable import Audit

/// A made-up report of any size: what a run of that many hospitals and rounds would leave behind.
enum LargeReport {
  /// Some hospitals are absent for long or now and then, some rounds end void.
  static func make(hospitals: Int, rounds: Int) -> BoardReport {
    BoardReport(
      program: "decaph-audit", session: String(repeating: "5e", count: 32), expectedSession: nil,
      hasKey: true, isOfAllRounds: true, verdict: Verdict(findings(rounds)),
      checks: CheckTally(findings(rounds)),
      consortium: ConsortiumFacts(
        plan: plan(rounds), hospitals: (0..<hospitals).map { hospital($0, rounds) },
        auditors: [AuditorFacts(name: "ethics-board", key: String(repeating: "k", count: 43))],
        rounds: (1...rounds).map { round($0, hospitals) }, days: ["2026-01-01", "2026-12-31"],
        budget: budget(rounds), utility: utility(rounds)))
  }

  private static func plan(_ rounds: Int) -> PlanFacts {
    PlanFacts(
      title: "Sepsis on the ward", founder: name(0), data: "rows of 60 numbers",
      classes: "no, yes", rounds: rounds, epsilon: "8.0", delta: "1e-06",
      unit: PrivacyUnit.patient.text, perUnit: PrivacyUnit.patient.short, samplingRate: "0.01",
      noiseMultiplier: "1.0", numbersPerVector: 12_147, colluding: 19, quorum: 41,
      smallestSum: 41, kindsWithoutNoise: [])
  }

  private static func name(_ index: Int) -> String { "hospital-\(index + 1)" }

  private static func hospital(_ index: Int, _ rounds: Int) -> HospitalFacts {
    var vectors = FileTally()
    var papers = FileTally()
    for _ in 0..<rounds {
      vectors.add(54_711)
      papers.add(9_512)
    }
    return HospitalFacts(
      name: name(index), fingerprint: "b030 95ae 0af5 b3f7 d15c 3828 d85d c60a",
      identity: String(repeating: "R", count: 56), isFounder: index == 0,
      files: [.vector: vectors, .masked: papers, .shares: papers], epsilon: 6.2,
      newest: HospitalFacts.Newest(
        seq: 2 * rounds, file: "\(name(index))/round-\(rounds)/unmask-0.json",
        digest: String(repeating: "0d", count: 32)))
  }

  private static func round(_ round: Int, _ hospitals: Int) -> RoundFacts {
    let parts = (0..<hospitals).map { hospital -> Participation in
      if hospital == 3, (100...400).contains(round) { return round == 100 ? .absent : .away }
      if hospital == 5, round > 700 { return .left }
      return (hospital * 31 + round * 17) % 101 < hospital % 7 ? .absent : .inside
    }
    let isVoid = round % 97 == 0
    return RoundFacts(
      round: round, kind: round % 50 == 0 ? "evaluation" : "training",
      outcome: isVoid ? .void : parts.allSatisfy { $0 == .inside } ? .full : .cut, parts: parts,
      leader: round % hospitals, publishers: [(round + (round % 40 == 0 ? 1 : 0)) % hospitals])
  }

  private static func budget(_ rounds: Int) -> BudgetCurve {
    BudgetCurve(
      points: BudgetReader.places(rounds).sorted().map { index in
        let share = Double(index + 1) / Double(rounds)
        return BudgetCurve.Point(
          round: index + 1, colluders: 6.4 * share.squareRoot(), others: 5 * share.squareRoot())
      }, limit: 8, roundsWithoutNoise: 0, isComplete: true)
  }

  private static func utility(_ rounds: Int) -> UtilityCurve {
    UtilityCurve(
      points: stride(from: 50, through: rounds, by: 50).map { round in
        let gain = Double(round) / Double(round + 200)
        return UtilityCurve.Point(
          round: round, accuracy: 0.5 + 0.4 * gain, balanced: 0.45 + 0.4 * gain, noise: 0.012)
      }, absence: rounds < 50 ? UtilityCurve.Absence.none : nil)
  }

  private static func findings(_ rounds: Int) -> [Finding] {
    (1...rounds).flatMap { round in
      [
        Finding(.ok, .signatures, round: round, "signed files"),
        Finding(.ok, .aggregate, round: round, "sum recomputed"),
        Finding(.note, .participants, round: round, "somebody enters again", file: "a/b.json"),
      ]
    }
  }
}
