import Artifacts
import Foundation
import Testing

@testable import Node

/// A trial whose model is computed by the softmax trainer of this repository.
struct TrainerTable {
  let trial: Trial

  /// The trainer's folder in the repository.
  static let folder =
    URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/Trainers/softmax/trainer"

  /// Data, plan, start and the founder's copy; nothing is founded yet.
  ///
  /// - Parameters:
  ///   - keys: of the table `[trainer]`, beside the folder.
  ///   - program: a program in the place of the repository's, `train.py`.
  init(
    rounds: Int = 2, keys: String = #"command = ["python3", "train.py"]"#, program: String? = nil,
    model: String = "", tables: String = "", patience: Int? = nil
  ) throws {
    var plan = TrialPlan(rounds: rounds, patience: patience, isTable: true)
    plan.model = """
      kind = "trainer"
      start = "start.safetensors"
      \(model)
      """
    plan.counts = """
      [trainer]
      folder = "trainer"
      \(keys)
      \(tables)
      """
    trial = try Trial(plan)
    try trial.overwrite(trial.root + "/start.safetensors", Self.start)
    try copy(to: "trainer")
    if let program { try trial.write(program, to: trial.root + "/trainer/train.py") }
  }

  /// Two classes, three inputs; the weights first.
  static let start: [UInt8] = {
    let header = """
      {"weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},\
      "bias":{"dtype":"F32","shape":[2],"data_offsets":[24,32]}}
      """
    var file = withUnsafeBytes(of: Int64(header.utf8.count).littleEndian) { Array($0) }
    file += Array(header.utf8)
    for place in 0..<8 {
      withUnsafeBytes(of: (Float(place % 5 - 2) / 4).bitPattern.littleEndian) { file += $0 }
    }
    return file
  }()

  /// Copies the trainer into a folder of the trial.
  func copy(to name: String) throws {
    try FileManager.default.copyItem(atPath: Self.folder, toPath: "\(trial.root)/\(name)")
  }

  func approve(_ id: String, trainer: String?) throws {
    _ = try ApproveManifest(
      directory: trial.shared, id: id, state: trial.state(id), maxEpsilon: nil, session: nil,
      trainer: TrainerOptions(folder: trainer)
    ).run()
  }

  /// Everything up to round 1.
  func found() throws {
    try trial.foundUpToApproval()
    for id in ["h2", "h3"] { try approve(id, trainer: trial.root + "/trainer") }
  }

  /// The founder's trainer as its node would run it, or a copy.
  func program(_ plan: Plan, sandbox: TrainerSandbox? = nil) -> TrainerProgram {
    TrainerProgram(
      plan: plan.trainer!, folder: trial.root + "/trainer", root: trial.root + "/state",
      hidden: [trial.shared, trial.data("h1")], sandbox: sandbox)
  }
}
