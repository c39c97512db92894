import Artifacts
import Datasets
import DifferentialPrivacy
import ModelUpdate
import Rounds
import Sodium

/// Makes a plan of the tables of a plan file.
struct PlanReader {
  /// The newest format of plan files that is read.
  private static let format = 1

  let problems: PlanProblems
  let lists: PlanColumnLists
  /// The plan file; a file that the plan names lies beside it.
  let file: String

  /// Reads all tables; what is wrong goes to `problems`.
  func read(_ root: PlanSection) -> PlanContents {
    // For whoever keeps plan files; a plan without it is of this format.
    let format = root.integer("format", 1...1_000_000, default: 1)
    if format > Self.format {
      problems.add(
        "format", "is \(format): install a decaph that knows it; this one knows \(Self.format)")
    }
    let title = root.text("title")
    let data = PlanDataReader(lists: lists).read(root.section("data"))
    let section = root.section("model")
    let startReader = PlanStartReader(section, beside: file)
    let model = PlanModelReader(start: startReader).read(section, data: data)
    var plan = Plan(
      title: title, data: data, model: model, training: training(root.section("training")),
      census: root.has("census") ? PlanCountsReader().census(root.section("census")) : nil,
      evaluation: root.has("evaluation")
        ? PlanCountsReader().evaluation(root.section("evaluation")) : nil,
      privacy: privacy(root.section("privacy")),
      noise: noise(root.section("noise", isRequired: false)),
      rounds: rounds(root.section("rounds", isRequired: false)),
      auditors: auditors(root.section("auditors", isRequired: false)))
    var folder: String?
    if root.has("trainer") {
      let read = PlanTrainerReader(file: file)
        .read(root.section("trainer"), patience: plan.rounds.patience.masked)
      (plan.trainer, folder) = (read.plan, read.folder)
    }
    root.finish()
    checkTrainer(plan, root)
    // A trainer's model is what its start says, and is nothing without it.
    let first = plan.trainer != nil && problems.error == nil ? startReader.read(plan) : nil
    plan.start = first?.0
    if problems.error == nil { check(plan, root) }
    guard problems.error == nil, let (start, parameters) = first ?? startReader.read(plan) else {
      return PlanContents(plan: plan, start: nil, trainerFolder: folder)
    }
    plan.start = start
    checkArithmetic(plan, root, key: "model.frozen")
    return PlanContents(plan: plan, start: parameters, trainerFolder: folder)
  }

  private func training(_ section: PlanSection) -> TrainingPlan {
    let optimizer = section.section("optimizer")
    let plan = TrainingPlan(
      rounds: section.integer("rounds", 1...1_000_000),
      samplingRate: section.real("sampling_rate", above: 0, upTo: 1),
      nominalRecords: section.integer("nominal_records", 1...1_000_000_000),
      clipNorm: section.real("clip_norm", above: 0, upTo: 1e6),
      seed: section.integer("seed", 0...(1 << 53 - 1), default: 1), rule: rule(optimizer),
      schedule: section.has("schedule") ? schedule(section.section("schedule")) : nil)
    optimizer.finish()
    section.finish()
    return plan
  }

  private func schedule(_ section: PlanSection) -> LearningRateSchedule {
    defer { section.finish() }
    let warmUp = section.integer("warm_up", 0...1_000_000, default: 0)
    switch section.text("kind") {
    case "cosine":
      let floor = section.real("floor", from: 0, upTo: 1, default: 0.0)
      return LearningRateSchedule(.cosine(floor: floor), warmUp: warmUp)
    case "step":
      let every = section.integer("every", 1...1_000_000)
      let factor = section.real("factor", above: 0, upTo: 1)
      return LearningRateSchedule(.step(every: every, factor: factor), warmUp: warmUp)
    case let kind:
      if !["", "constant"].contains(kind) {
        section.refuse("kind", "must be \"constant\", \"cosine\" or \"step\"")
      }
      return LearningRateSchedule(.constant, warmUp: warmUp)
    }
  }

  private func rule(_ section: PlanSection) -> UpdateRule {
    let rate = section.real("learning_rate", above: 0, upTo: 1e3)
    switch section.text("kind") {
    case "sgd":
      let momentum = section.real("momentum", from: 0, upTo: 0.9999, default: 0.0)
      return .sgd(learningRate: rate, momentum: momentum)
    case "adam":
      return .adam(
        learningRate: rate, beta1: section.real("beta1", above: 0, upTo: 0.9999, default: 0.9),
        beta2: section.real("beta2", above: 0, upTo: 0.99999, default: 0.999),
        epsilon: section.real("epsilon", above: 0, upTo: 1, default: 1e-8))
    case let kind:
      if !kind.isEmpty { section.refuse("kind", "must be \"sgd\" or \"adam\"") }
      return .sgd(learningRate: rate, momentum: Real(0.0))
    }
  }

  private func privacy(_ section: PlanSection) -> PrivacyPlan {
    defer { section.finish() }
    return PrivacyPlan(
      noiseMultiplier: section.real("noise_multiplier", from: 0.01, upTo: 1000),
      epsilon: section.real("epsilon", above: 0, upTo: 1000),
      delta: section.real("delta", above: 0, upTo: 0.1), unit: unit(section))
  }

  private func unit(_ section: PlanSection) -> PrivacyUnit {
    let text = section.text("unit", default: PrivacyUnit.example.rawValue)
    if let unit = PrivacyUnit(rawValue: text) { return unit }
    if !text.isEmpty { section.refuse("unit", "must be \"example\" or \"patient\"") }
    return .example
  }

  private func noise(_ section: PlanSection) -> NoisePlan {
    defer { section.finish() }
    let text = section.text("layers", default: NoisePlan.Layers.on.rawValue)
    if let layers = NoisePlan.Layers(rawValue: text) { return NoisePlan(layers: layers) }
    if !text.isEmpty { section.refuse("layers", "must be \"on\" or \"off\"") }
    return NoisePlan()
  }

  private func rounds(_ section: PlanSection) -> RoundsPlan {
    let patience = section.section("patience", isRequired: false)
    defer {
      patience.finish()
      section.finish()
    }
    let ring = section.integer("ring", 32...64, default: 32)
    if ring != 32 && ring != 64 { section.refuse("ring", "must be 32 or 64") }
    let day = 86_400
    return RoundsPlan(
      ring: ring, colluding: section.optionalInteger("colluding", 1...10_000),
      quorum: section.optionalInteger("quorum", 2...10_000),
      allowTwo: section.boolean("allow_two", default: false),
      patience: Patience(
        masked: patience.integer("masked", 1...(366 * day), default: day),
        vote: patience.integer("vote", 1...(366 * day), default: 3_600),
        leader: patience.integer("leader", 1...(366 * day), default: 3_600)),
      keepPayloads: section.optionalInteger(
        "keep_payloads", PayloadRetention.fewestRounds...1_000_000))
  }

  private func auditors(_ section: PlanSection) -> [Auditor] {
    defer { section.finish() }
    return section.keys.compactMap { name in
      let text = section.text(name)
      guard name.utf8.allSatisfy({ (0x20...0x7e).contains($0) }), !name.isEmpty else {
        section.refuse(name, "has a name that is not printable ASCII")
        return nil
      }
      guard let key = SealingPublicKey(base64url: text) else {
        section.refuse(name, "is not a key that 'decaph-audit key' printed")
        return nil
      }
      return Auditor(name: name, key: key)
    }
  }

  /// What no single key can tell: whether the parts fit together.
  private func check(_ plan: Plan, _ root: PlanSection) {
    guard plan.data.table?.mostMissing == nil || plan.census != nil else {
      root.refuse(
        "data.table.most_missing",
        "needs a table [census]: how much is missing must not be told without noise")
      return
    }
    do throws(DataError) {
      try DataSpecification(plan.data).validate()
    } catch {
      root.refuse("data", "cannot be used: \(error)")
    }
    do throws(ModelUpdateError) {
      try plan.model.validate()
      checkArithmetic(plan, root)
    } catch {
      root.refuse("model", "cannot be used: \(error)")
    }
    // With a larger delta, publishing one record outright would count as private.
    if plan.privacy.delta.value * Double(plan.training.nominalRecords) >= 1 {
      root.refuse("privacy.delta", "must be below 1 / training.nominal_records")
    }
    if plan.privacy.unit == .patient, !plan.data.namesPatients {
      root.refuse(
        "privacy.unit",
        "is \"patient\", but data.table names no column of patients: "
          + "add patient = \"COLUMN\" to [data.table]")
    }
    if let every = plan.evaluation?.every, every > plan.training.rounds {
      root.refuse("evaluation.every", "must be at most training.rounds")
    }
    if Set(plan.auditors.map(\.key)).count < plan.auditors.count {
      root.refuse("auditors", "name one key twice")
    }
  }

  /// Whether rule, sampling and a valid model give a round.
  private func checkArithmetic(
    _ plan: Plan, _ root: PlanSection, key: String = "training"
  ) {
    do throws(Rejection) {
      _ = try RoundArithmetic(plan).sampling()
    } catch {
      root.refuse(key, "cannot be used: \(error.message)")
    }
  }
}
