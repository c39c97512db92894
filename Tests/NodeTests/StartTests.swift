import Artifacts
import Audit
import Foundation
import ModelUpdate
import Node
import Sodium
import Testing

/// Training from a safetensors file: founding, approving, rounds, audit.
@Suite struct StartTests {
  private static let inputs = TrialPlan.side * TrialPlan.side
  private static let model = Architecture.perceptron(
    input: [1, TrialPlan.side, TrialPlan.side], hidden: [4], outputs: 3)

  /// A trial whose plan starts from a file that has the first layer and something foreign.
  private func trial() throws -> Trial {
    var plan = TrialPlan()
    plan.model = """
      kind = "mlp"
      hidden = [4]
      start = "base.safetensors"
      frozen = ["0"]
      """
    let trial = try Trial(plan)
    // The foreign network is deeper: it has a third layer of its own.
    let foreign = Architecture(
      input: Self.model.input, layers: [.dense(units: 4), .relu, .relu, .dense(units: 9)],
      loss: .softmaxCrossEntropy, outputs: 9)
    let base = try TensorFile.encode(
      (0..<(Self.inputs * 4 + 4 + 45)).map { Float($0 % 13 - 6) / 64 }, architecture: foreign,
      metadata: ["format": "pt"])
    try trial.overwrite(trial.root + "/base.safetensors", base)
    return trial
  }

  private func start(_ trial: Trial) -> String {
    trial.shared + "/h1/consortium/plan.safetensors"
  }

  @Test func theFounderPublishesWhatEverybodyStartsFrom() throws {
    let trial = try trial()
    let text = try trial.found()
    #expect(
      text.contains("2 of 4 tensors from the file; from the seed: 2.weight, 2.bias; not used"))
    #expect(text.contains("not used: 3.bias, 3.weight") && text.contains("unsealed"))
    #expect(
      try PlanSummary(file: trial.root + "/plan.toml", hospitals: 3).text
        .contains("frozen      0.weight, 0.bias: 15 parameters are trained"))
    for id in ["h2", "h3"] { try trial.join(id) }
    try trial.admit()
    #expect(try trial.start().contains("so 15 of \(Self.inputs * 4 + 19) parameters are trained"))

    // Nobody approves parameters that are not here, or others.
    let file = try #require(trial.read(start(trial)))
    try FileManager.default.removeItem(atPath: start(trial))
    #expect(failure { try trial.approve("h2") }?.status == .tryLater)
    for view in [nil, "h2"] {
      expect(failure { _ = try trial.status(view) }, .tryLater, "is not here, and the plan")
    }
    try trial.overwrite(start(trial), file.dropLast() + [file[file.count - 1] ^ 1])
    #expect(failure { try trial.approve("h2") }?.status == .violation)
    expect(
      failure { _ = try trial.status("h2") }, .violation, "is not the start that the plan names")
    try trial.overwrite(start(trial), file)
    for id in ["h2", "h3"] { try trial.approve(id) }

    // What was approved is kept: the file may be gone before round 1.
    try FileManager.default.removeItem(atPath: start(trial))
    try trial.run("h2")
    #expect(trial.exists(trial.path("h2", 1, "masked.json")))
    try trial.run("h1")
    #expect(trial.read(start(trial)) == file, "the founder publishes it again")
    try trial.runAll(through: 2)

    let first = try StartFile.decode(file, architecture: Self.model)
    let seeded = try InitialParameters.make(Self.model, seed: 7)
    #expect(
      first[..<(Self.inputs * 4 + 4)].elementsEqual(
        (0..<(Self.inputs * 4 + 4)).map { Float($0 % 13 - 6) / 64 }))
    #expect(first.suffix(15).elementsEqual(seeded.suffix(15)))
    let trained = try TensorFile(
      #require(trial.read(trial.state("h3") + "/models/000002.safetensors")))
    #expect(
      try trained.floats("0.weight", shape: [4, Self.inputs])
        == Array(first[..<(Self.inputs * 4)]))
    #expect(try trained.floats("2.weight", shape: [3, 4]) != Array(first.suffix(15).prefix(12)))
    // 15 words and no more are masked.
    let masked = try #require(trial.read(trial.path("h3", 1, "masked.sealed")))
    #expect(masked.count < 1024)
    try look(trial, file)
    try audit(trial, file)
  }

  private func expect(_ error: NodeError?, _ status: Node.ExitStatus, _ text: String) {
    #expect(error?.status == status)
    #expect(error?.message.hasPrefix("h1/consortium/plan.safetensors: \(text)") == true)
    #expect(error?.remedy.contains("h1") == true)
  }

  /// Without the file in the share a hospital looks by its own copy, and all others are told why
  /// they cannot.
  private func look(_ trial: Trial, _ file: [UInt8]) throws {
    func export(_ id: String?, _ name: String) throws {
      _ = try ExportModel(
        directory: trial.shared, id: id, state: id.map(trial.state),
        keyFile: id == nil ? trial.state("h2") + "/secrets/sealing" : nil, session: nil,
        round: "latest", format: .safetensors, out: trial.root + "/" + name, isReplacing: false
      ).run()
    }
    let changed = Array(file.dropLast()) + [file[file.count - 1] ^ 1]
    let cases: [(bytes: [UInt8]?, status: Node.ExitStatus, text: String)] = [
      (nil, .tryLater, "is not here, and the plan starts from it"),
      (changed, .violation, "is not the start that the plan names"),
    ]
    for (number, one) in cases.enumerated() {
      try FileManager.default.removeItem(atPath: start(trial))
      if let bytes = one.bytes { try trial.overwrite(start(trial), bytes) }
      expect(failure { _ = try trial.status() }, one.status, one.text)
      expect(failure { try export(nil, "none") }, one.status, one.text)
      #expect(!trial.exists(trial.root + "/none"))
      #expect(try trial.status("h2").outcome(2) == "full")
      try export("h2", "model-\(number)")
      if one.bytes == nil { try trial.overwrite(start(trial), file) }
    }
    try trial.overwrite(start(trial), file)
    #expect(try trial.status().outcome(2) == "full")
    try export(nil, "model-2")
    #expect(
      Set((0...2).map { trial.read(trial.root + "/model-\($0)") }).count == 1)
  }

  /// The audit recomputes all models from the start, and notices another one.
  private func audit(_ trial: Trial, _ file: [UInt8]) throws {
    func verdict() throws -> AuditReport {
      try ConsortiumAuditor(
        directory: trial.shared, session: nil, keyFile: trial.state("h2") + "/secrets/sealing"
      ).audit(.rounds([1, 2]))
    }
    let report = try verdict()
    #expect(report.verdict.exitCode == 0, "\(report.text(isColoured: false))")
    #expect(report.text(isColoured: false).contains("model recomputed bit for bit"))
    try trial.overwrite(start(trial), file.dropLast() + [file[file.count - 1] ^ 1])
    let changed = try verdict()
    #expect(changed.verdict.exitCode == 1)
    #expect(changed.text(isColoured: false).contains("h1/consortium/plan.safetensors"))
    try FileManager.default.removeItem(atPath: start(trial))
    #expect(try verdict().verdict.exitCode == 2)
  }

  @Test func aStartThatDoesNotFitIsToldWithItsLine() throws {
    let trial = try trial()
    let base = trial.root + "/base.safetensors"
    let layer = Architecture(
      input: [Self.inputs], layers: [.dense(units: 5)], loss: .sigmoidCrossEntropy, outputs: 5)
    let wide = try TensorFile.encode(
      [Float](repeating: 0, count: 5 * Self.inputs + 5), architecture: layer, metadata: [:])
    let cases: [([UInt8]?, String)] = [
      (nil, "is not there"), ([], "has only 0 bytes"), (Array("no model at all".utf8), "header"),
      (wide, "0.weight in the shape [5, 256] and not [4, 256]"),
    ]
    for (bytes, text) in cases {
      if let bytes {
        try trial.overwrite(base, bytes)
      } else {
        try FileManager.default.moveItem(atPath: base, toPath: base + ".kept")
      }
      let error = try #require(failure { try trial.found() })
      #expect(error.status == .badData)
      #expect(error.message.contains("plan.toml:") && error.message.contains("model.start cannot"))
      #expect(error.message.contains(text), "\(error.message)")
      #expect(!trial.exists(trial.shared + "/h1"))
    }
    try FileManager.default.removeItem(atPath: base)
    try FileManager.default.moveItem(atPath: base + ".kept", toPath: base)
    for (model, text) in [
      ("start = \"base.safetensors\"\nfrozen = [\"1\"]", "model.frozen cannot be used"),
      ("frozen = [\"0\"]", "model.frozen needs start"),
    ] {
      var plan = TrialPlan()
      plan.model = "kind = \"mlp\"\nhidden = [4]\n" + model
      try trial.write(plan)
      let error = try #require(failure { try trial.found() })
      #expect(error.message.contains(text), "\(error.message)")
    }
  }
}
