import Foundation
import TestFolders

/// A folder with a plan for the built-in radiographs that trains in a moment, `plan.toml`; it is
/// removed in the end.
final class TinyPlan {
  let path = TemporaryFolders.path + "/decaph-page-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Self.text.write(toFile: path + "/plan.toml", atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Calls a command of the node with the plan, in the folder.
  func call(_ command: String, _ arguments: [String]) throws -> Program.Result {
    try Program.node.run([command, "--plan", "plan.toml"] + arguments, in: path)
  }

  private static let text = """
    title = "Tiny"
    [data]
    classes = ["COVID", "Normal", "Viral Pneumonia"]
    [data.images]
    side = 16
    [model]
    kind = "logistic"
    [training]
    rounds = 3
    sampling_rate = 0.5
    nominal_records = 90
    clip_norm = 1.0
    [training.optimizer]
    kind = "sgd"
    learning_rate = 0.1
    [privacy]
    noise_multiplier = 1.0
    epsilon = 8.0
    delta = 1e-3

    """
}
