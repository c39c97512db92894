import Artifacts
import DifferentialPrivacy
import ModelUpdate
import Rounds
import SecureAggregation

/// A consortium in memory whose members are all there in every round.
///
/// It computes what the nodes compute, by the same functions: ``LocalTrainer`` makes each
/// hospital's vector, `RoundArithmetic` the next model. Only masks and layers of noise are left
/// out, because they cancel exactly, and come off, in a sum with everybody present; a test holds
/// the models against those of real nodes, bit for bit.
struct MemoryConsortium {
  let arithmetic: RoundArithmetic
  let roster: Roster
  let trainers: [LocalTrainer]
  let draws: InsecureSeededDraws

  /// - Parameters:
  ///   - hospitals: their records.
  ///   - plans: of each hospital; where they differ in noise or sampling, sums of training mean
  ///     nothing, and only ``vectors(_:round:)`` are of use.
  ///   - roster: of as many members.
  init(
    _ hospitals: [LocalRecords], plans: [Plan], roster: Roster, draws: InsecureSeededDraws
  ) throws {
    arithmetic = try RoundArithmetic(plans[0])
    self.roster = roster
    trainers = try zip(hospitals, plans).map { try LocalTrainer($0, plan: $1, isPadded: false) }
    self.draws = draws
  }

  /// Hospitals with one plan.
  init(
    _ hospitals: [LocalRecords], plan: Plan, roster: Roster, draws: InsecureSeededDraws
  ) throws {
    try self.init(hospitals, plans: hospitals.map { _ in plan }, roster: roster, draws: draws)
  }

  /// The hospitals' vectors of a round, each with the noise that stays in the sum.
  func vectors(_ model: ModelState, round: Int) throws -> [RingVector] {
    try trainers.enumerated().map { hospital, trainer in
      try draws.insecureSeeded(hospital: hospital, round: round) {
        try trainer.vector(model: model, round: round, roster: roster)
      }
    }
  }

  /// The model after one more round.
  func advanced(_ model: ModelState, round: Int) throws -> ModelState {
    var sum = RingVector(
      zeros: arithmetic.count(arithmetic.schedule.kind(of: round)), width: arithmetic.ring)
    for vector in try vectors(model, round: round) { try sum.add(vector) }
    return try arithmetic.updated(
      model, by: sum, roster: roster, round: round, present: roster.members.count
    ).state
  }

  /// The model after all rounds of the plan.
  ///
  /// - Parameter progress: called before each round; may throw to end it.
  func train(_ progress: (TrainingStep) throws -> Void) throws -> ModelState {
    var model = try arithmetic.initialModel().state
    for round in 1...arithmetic.schedule.lastRound {
      try progress(TrainingStep(round: round, last: arithmetic.schedule.lastRound, model: model))
      model = try advanced(model, round: round)
    }
    return model
  }
}

extension Roster {
  /// Members h1, h2, ... that never meet: a comparison sends nothing, so their keys stay unused.
  static func inMemory(_ count: Int, colluders: Int, quorum: Int, smallestSet: Int) -> Roster {
    var members: [MemberID: Entry] = [:]
    for number in 1...count {
      guard let id = MemberID("h\(number)") else { preconditionFailure("h and digits is a name") }
      members[id] = Entry(incarnation: 1, keys: RoundKeys(RoundSecrets.random()))
    }
    return Roster(members: members, c: colluders, t: quorum, m: smallestSet)
  }

  /// Members of whom nobody trusts another: the noise of each is counted alone.
  static func inMemory(alone count: Int) -> Roster {
    inMemory(count, colluders: count - 1, quorum: count, smallestSet: count)
  }
}
