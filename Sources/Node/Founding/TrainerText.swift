import Artifacts

/// A plan's trainer in words.
enum TrainerText {
  /// Command, folder, answer; a line each.
  static func of(_ trainer: TrainerPlan) -> [String] {
    [
      "\(trainer.command.joined(separator: " ")), folder \(trainer.folder.hex.prefix(16)), at most "
        + "\(trainer.timeLimit) s",
      trainer.answer == .perExample
        ? "its gradients of single examples are clipped by the node"
        : "TRUSTED SUM: the trainer clips; if it does it wrong, no epsilon here holds",
    ]
  }
}
