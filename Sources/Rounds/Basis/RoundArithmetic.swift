import Artifacts
import DifferentialPrivacy
import ModelUpdate
import SecureAggregation

/// The numbers that follow from a plan: ring, grid, noise, charge, update. Users never set a
/// scale; node and audit derive them here, in one place.
public struct RoundArithmetic: Sendable {
  let plan: Plan
  private let layout: ParameterLayout
  /// What each round is for.
  public let schedule: RoundSchedule
  /// Which parameters are trained.
  public let trained: TrainedParameters

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
    if let evaluation = plan.evaluation {
      guard (1...plan.training.rounds).contains(evaluation.every),
        evaluation.heldOut.value > 0, evaluation.heldOut.value < 1,
        (2...1000).contains(evaluation.bins)
      else {
        throw Self.invalid("the rounds, the share or the bins of the evaluations are out of range")
      }
    }
    guard (plan.data.images == nil) != (plan.data.table == nil) else {
      throw Self.invalid("its data are not either images or a table")
    }
    guard !plan.data.isMultiLabel || (plan.census == nil && plan.model.loss == .sigmoidCrossEntropy)
    else {
      throw Self.invalid("images with several labels need the sigmoid loss, and have no census")
    }
    if let most = plan.data.table?.mostMissing {
      guard plan.census != nil, most.value > 0, most.value < 1 else {
        throw Self.invalid(
          "columns that are missing too often are left out by a census alone, above a share between "
            + "0 and 1")
      }
    }
    self.plan = plan
    schedule = RoundSchedule(plan)
    let layout = try Self.valid { () throws(ModelUpdateError) in
      try plan.training.rule.validate()
      try plan.training.schedule?.validate(steps: plan.training.rounds)
      return try ParameterLayout(plan.model)
    }
    self.layout = layout
    trained = try Self.valid { () throws(ModelUpdateError) in
      try TrainedParameters(layout, frozen: plan.start?.frozen ?? [])
    }
    guard plan.data.classes.count <= 1000,
      releases.values.allSatisfy({ $0 <= Self.largestCount })
    else {
      throw Self.invalid("census or evaluation would count more than a million things")
    }
  }

  /// The ring of masked vectors.
  public var ring: RingWidth { plan.rounds.ring == 64 ? .bits64 : .bits32 }

  /// The model's parameters.
  public var parameterCount: Int { layout.count }

  /// Coordinates of the vector of a round of some kind.
  public func count(_ kind: LedgerEntry.Kind) -> Int {
    switch kind {
    case .training: trained.count
    case .census: censusLayout.count
    case .evaluation: evaluationLayout.count
    }
  }

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

  /// The integer grid of training for a roster: the noise is sized for `m - c` honest shares.
  public func grid(_ roster: Roster) throws(Rejection) -> IntegerGrid {
    try Self.valid { () throws(DifferentialPrivacyError) in
      try IntegerGrid(
        clipNorm: plan.training.clipNorm.value,
        noiseMultiplier: plan.privacy.noiseMultiplier.value, log2Scale: log2Scale,
        honestShares: roster.m - roster.c)
    }
  }

  /// The model after a round, and its file: the update rule on the opened integer sum, or the sums
  /// of counts beside an unchanged model.
  ///
  /// A sum beyond every honest bound, or an update that is not finite, leaves the model as it
  /// was; every member sees the same, because each computes the same. The round stays charged.
  ///
  /// - Parameter present: members in the sum.
  public func updated(
    _ model: ModelState, by sum: RingVector, roster: Roster, round: Int, present: Int
  ) throws(Rejection) -> (state: ModelState, file: [UInt8], isUsable: Bool) {
    let kind = schedule.kind(of: round)
    let step = try grid(roster).step
    let unit = kind == .training ? 0 : try countGrid(roster, kind).unit
    let noise = try noise(roster, kind)?.variance(present: present) ?? 0
    let next = try? { () throws -> ModelState in
      try sum.check(bound: Self.bound(ring))
      guard kind == .training else {
        return model.releasing(
          Release(
            round: round, variance: noise * Int64(present), unit: unit, sums: sum.signedValues),
          as: kind.rawValue)
      }
      return try model.updated(
        by: trained.scatter(sum.signedValues), gridStep: step,
        divisor: plan.training.samplingRate.value * Double(plan.training.nominalRecords),
        rule: plan.training.rule,
        rateFactor: plan.training.rateFactor(step: model.step))
    }()
    let state = next ?? model
    return (state, try encode(state), next != nil)
  }

  /// How many records one member may put into a round, so that the honest sum stays within the
  /// bound whatever the others do within theirs.
  ///
  /// - Parameter members: of the roster; for one that names nobody yet.
  public func recordLimit(
    _ roster: Roster, members: Int? = nil, _ kind: LedgerEntry.Kind
  ) throws(Rejection) -> Int {
    // What one record can add to a coordinate.
    let sensitivity =
      try kind == .training ? grid(roster).sensitivity : countGrid(roster, kind).unit
    let members = Double(max(members ?? roster.members.count, 1))
    let noise = 12 * Double(sign: .plus, exponent: log2Scale, significand: 1) * members.squareRoot()
    let room = Double(Self.bound(ring)) - noise
    return Int(room / (Double(sensitivity) * members))
  }

  /// Half of the ring's range: no honest sum is larger, a garbage vector almost surely is.
  static func bound(_ ring: RingWidth) -> UInt64 { 1 << (ring.rawValue - 2) }

  /// The size in bytes of a sealed model file.
  public func sealedModelSize(readers: Int) throws(Rejection) -> Int {
    let size = try Self.valid { () throws(ModelUpdateError) in
      try SafeTensors.byteCount(
        architecture: plan.model, rule: plan.training.rule, releases: releases)
    }
    return SealedFile.size(plaintext: size, readers: readers)
  }

  /// Reads a model file of this plan.
  public func decode(model file: [UInt8], path: String) throws(Rejection) -> ModelState {
    do {
      return try SafeTensors.decode(
        file, architecture: plan.model, rule: plan.training.rule, releases: releases)
    } catch {
      throw Rejection(.payload, file: path, error.message)
    }
  }

  func encode(_ state: ModelState) throws(Rejection) -> [UInt8] {
    try Self.valid { () throws(ModelUpdateError) in
      try SafeTensors.encode(
        state, architecture: plan.model, rule: plan.training.rule, releases: releases)
    }
  }

  /// Checks everything that follows from the plan for a number of members, before anybody signs.
  ///
  /// - Throws: `.field` saying which part of the plan cannot be carried out.
  public func check(members n: Int) throws(Rejection) {
    guard n <= Self.largestConsortium else {
      throw Self.invalid(
        "more than \(Self.largestConsortium) hospitals: their files grow too large")
    }
    let parameters = try parameters(n: n, of: n)
    let roster = Roster(
      members: [:], c: parameters.colluding, t: parameters.quorum, m: parameters.smallestSet)
    try checkNoise()
    for kind in LedgerEntry.Kind.allCases where schedule.count(kind) > 0 {
      // Also where the roster has shrunk, with the fewest honest shares.
      for count in 1...n {
        guard (try? self.parameters(n: count, of: n)) != nil else { continue }
        _ = try charge(n: count, of: n, kind: kind)
      }
      // A sample of training is checked when it is drawn; counts are of all records, and one
      // hospital may have nearly all.
      if kind == .training { continue }
      guard try recordLimit(roster, members: n, kind) >= plan.training.nominalRecords else {
        throw Self.invalid(
          "the counts of \(plan.training.nominalRecords) records do not fit the ring in a "
            + "\(kind.rawValue) round; use ring = 64 or more noise")
      }
    }
    _ = try Self.valid { () throws(DifferentialPrivacyError) in
      try PrivacyBudget(epsilon: plan.privacy.epsilon.value, delta: plan.privacy.delta.value)
    }
  }

  /// A multiplier near zero is no noise under another name, and what has no noise is accepted by
  /// name or not at all.
  private func checkNoise() throws(Rejection) {
    var multipliers = [plan.privacy.noiseMultiplier.value]
    for noise in [plan.census?.noise, plan.evaluation?.noise] {
      if case .multiplier(let value)? = noise { multipliers.append(value.value) }
    }
    guard multipliers.allSatisfy({ (0.01...1000).contains($0) }) else {
      throw Self.invalid("a noise multiplier is not between 0.01 and 1000")
    }
    guard plan.privacy.epsilon.value <= 1000 else {
      throw Self.invalid("epsilon is above 1000, which promises nothing")
    }
  }

  /// A masked file of so many members stays below the limit of statements, 2 MiB.
  private static let largestConsortium = 100
  /// Most sums of one kind of counts.
  private static let largestCount = 1_000_000

  static func invalid(_ message: String) -> Rejection {
    Rejection(
      .field, file: "manifest.json", "the plan is not valid: \(message)",
      remedy: "found a new consortium with a plan that 'decaph-node plan check' accepts")
  }

  /// A fault of the plan is a fault of the manifest that carries it.
  static func valid<Value, Failure: Error & CustomStringConvertible>(
    _ make: () throws(Failure) -> Value
  ) throws(Rejection) -> Value {
    do throws(Failure) {
      return try make()
    } catch {
      throw invalid("\(error)")
    }
  }
}
