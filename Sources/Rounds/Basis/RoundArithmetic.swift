import Artifacts
import DifferentialPrivacy
import ModelUpdate
import SecureAggregation

/// The numbers that follow from a plan: ring, grid, noise, charge, update. Users never set a
/// scale; node and audit derive them here, in one place.
public struct RoundArithmetic: Sendable {
  private let plan: Plan
  private let layout: ParameterLayout

  /// Derives the numbers of a plan.
  ///
  /// - Throws: `.field` when the plan's architecture or update rule is not valid.
  public init(_ plan: Plan) throws(Rejection) {
    let patience = plan.rounds.patience
    guard patience.masked >= 1, patience.vote >= 1, patience.leader >= 1 else {
      throw Self.invalid("a patience is below one second")
    }
    guard plan.training.seed >= 0, plan.training.rounds >= 1, plan.training.nominalRecords >= 1,
      plan.rounds.ring == 32 || plan.rounds.ring == 64
    else {
      throw Self.invalid("a seed, a number of rounds or records, or the ring is out of range")
    }
    self.plan = plan
    layout = try Self.valid { () throws(ModelUpdateError) in
      try plan.training.rule.validate()
      return try ParameterLayout(plan.model)
    }
  }

  /// The ring of masked vectors.
  public var ring: RingWidth { plan.rounds.ring == 64 ? .bits64 : .bits32 }

  /// Coordinates of the vector: the model's parameters.
  public var parameterCount: Int { layout.count }

  /// Binary logarithm of the standard deviation of each member's noise in grid steps.
  public var log2Scale: Int { ring == .bits64 ? 20 : 16 }

  /// The sampling of records, as it is really drawn.
  public func sampling() throws(Rejection) -> PoissonSampling {
    try Self.valid { () throws(DifferentialPrivacyError) in
      try PoissonSampling(rate: plan.training.samplingRate.value)
    }
  }

  /// The thresholds of a roster of `n` members under the plan's policies.
  ///
  /// How many may collude follows from the whole consortium and stays the same when a roster
  /// shrinks: whoever runs the folder could otherwise hide honest members until the colluders
  /// outnumber what the smaller roster tolerates.
  /// - Parameter consortium: members of the manifest.
  public func parameters(n: Int, of consortium: Int) throws(Rejection) -> RoundParameters {
    try Self.valid { () throws(SecureAggregationError) in
      let whole = try RoundParameters(
        members: consortium, colluding: plan.rounds.colluding, quorum: plan.rounds.quorum,
        allowTwo: plan.rounds.allowTwo)
      return try RoundParameters(
        members: n, colluding: whole.colluding, quorum: plan.rounds.quorum,
        allowTwo: plan.rounds.allowTwo)
    }
  }

  /// A roster with its thresholds; the ended one where so few members cannot hold a round.
  public func roster(_ members: [MemberID: Roster.Entry], of consortium: Int) -> Roster {
    guard let parameters = try? parameters(n: members.count, of: consortium) else { return .ended }
    return Roster(
      members: members, c: parameters.colluding, t: parameters.quorum, m: parameters.smallestSet)
  }

  /// The integer grid for a roster: the noise is sized for `m - c` honest shares.
  public func grid(_ roster: Roster) throws(Rejection) -> IntegerGrid {
    try Self.valid { () throws(DifferentialPrivacyError) in
      try IntegerGrid(
        clipNorm: plan.training.clipNorm.value,
        noiseMultiplier: plan.privacy.noiseMultiplier.value, log2Scale: log2Scale,
        honestShares: roster.m - roster.c)
    }
  }

  /// What a training round with `shares` noises in its sum costs.
  public func charge(_ roster: Roster, shares: Int) throws(Rejection) -> LedgerEntry {
    let sampling = try sampling()
    let sensitivity = try grid(roster).sensitivity
    return try Self.valid { () throws(DifferentialPrivacyError) in
      try LedgerEntry(
        kind: .training, sampling: sampling, log2Scale: log2Scale, sensitivity: sensitivity,
        shares: shares, colluders: roster.c)
    }
  }

  /// The model of round 1, and its file.
  public func initialModel() throws(Rejection) -> (state: ModelState, file: [UInt8]) {
    let state = try Self.valid { () throws(ModelUpdateError) in
      try ModelState(
        architecture: plan.model, seed: UInt64(plan.training.seed), rule: plan.training.rule)
    }
    return (state, try encode(state))
  }

  /// The model after a round, and its file: the update rule on the opened integer sum.
  ///
  /// A sum beyond every honest bound, or an update that is not finite, leaves the model as it
  /// was; every member sees the same, because each computes the same. The round stays charged.
  public func updated(
    _ model: ModelState, by sum: RingVector, roster: Roster
  ) throws(Rejection) -> (state: ModelState, file: [UInt8], isUsable: Bool) {
    let step = try grid(roster).step
    let next = try? { () throws -> ModelState in
      try sum.check(bound: Self.bound(ring))
      return try model.updated(
        by: sum.signedValues, gridStep: step,
        divisor: plan.training.samplingRate.value * Double(plan.training.nominalRecords),
        rule: plan.training.rule)
    }()
    let state = next ?? model
    return (state, try encode(state), next != nil)
  }

  /// How many records one member may put into a round, so that the honest sum stays within the
  /// bound whatever the others do within theirs.
  public func recordLimit(_ roster: Roster) throws(Rejection) -> Int {
    let members = Double(roster.members.count)
    let noise = 12 * Double(sign: .plus, exponent: log2Scale, significand: 1) * members.squareRoot()
    let room = Double(Self.bound(ring)) - noise
    return Int(room / (Double(try grid(roster).sensitivity) * members))
  }

  /// Half of the ring's range: no honest sum is larger, a garbage vector almost surely is.
  static func bound(_ ring: RingWidth) -> UInt64 { 1 << (ring.rawValue - 2) }

  /// The size in bytes of a sealed model file.
  public func sealedModelSize(readers: Int) throws(Rejection) -> Int {
    let size = try Self.valid { () throws(ModelUpdateError) in
      try SafeTensors.byteCount(architecture: plan.model, rule: plan.training.rule)
    }
    return SealedFile.size(plaintext: size, readers: readers)
  }

  /// Reads a model file of this plan.
  public func decode(model file: [UInt8], path: String) throws(Rejection) -> ModelState {
    do {
      return try SafeTensors.decode(file, architecture: plan.model, rule: plan.training.rule)
    } catch {
      throw Rejection(.payload, file: path, error.message)
    }
  }

  private func encode(_ state: ModelState) throws(Rejection) -> [UInt8] {
    try Self.valid { () throws(ModelUpdateError) in
      try SafeTensors.encode(state, architecture: plan.model, rule: plan.training.rule)
    }
  }

  /// Checks everything that follows from the plan for a number of members, before anybody signs.
  ///
  /// - Throws: `.field` saying which part of the plan cannot be carried out.
  public func check(members n: Int) throws(Rejection) {
    let parameters = try parameters(n: n, of: n)
    let roster = Roster(
      members: [:], c: parameters.colluding, t: parameters.quorum, m: parameters.smallestSet)
    _ = try charge(roster, shares: n)
    _ = try initialModel()
    _ = try Self.valid { () throws(DifferentialPrivacyError) in
      try PrivacyBudget(epsilon: plan.privacy.epsilon.value, delta: plan.privacy.delta.value)
    }
  }

  private static func invalid(_ message: String) -> Rejection {
    Rejection(
      .field, file: "manifest.json", "the plan is not valid: \(message)",
      remedy: "found a new consortium with a plan that 'decaph-node plan check' accepts")
  }

  /// A fault of the plan is a fault of the manifest that carries it.
  private static func valid<Value, Failure: Error & CustomStringConvertible>(
    _ make: () throws(Failure) -> Value
  ) throws(Rejection) -> Value {
    do throws(Failure) {
      return try make()
    } catch {
      throw invalid("\(error)")
    }
  }
}
