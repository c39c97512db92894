import Artifacts
import DifferentialPrivacy
import ModelUpdate
import SecureAggregation

extension RoundArithmetic {
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
}
