import Artifacts
import Foundation
import Sodium

/// Reads `[trainer]`: a program that computes the gradients in the node's place.
struct PlanTrainerReader {
  /// The plan file, beside which the trainer's folder lies.
  let file: String

  /// Reads the table.
  ///
  /// - Parameter patience: seconds that the others wait for a masked file.
  /// - Returns: the trainer, and where its folder is.
  func read(_ section: PlanSection, patience: Int) -> (plan: TrainerPlan, folder: String) {
    defer { section.finish() }
    let path = section.text("folder", default: "trainer")
    let folder =
      path.hasPrefix("/")
      ? path
      : URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent(path).path
    let plan = TrainerPlan(
      command: section.words("command"), folder: digest(of: folder, section),
      answer: answer(section),
      microBatch: section.integer("micro_batch", TrainerPlan.microBatches, default: 32),
      timeLimit: section.integer("time_limit", 1...(366 * 86_400), default: min(3600, patience)))
    if plan.timeLimit > patience {
      section.refuse("time_limit", "must be at most rounds.patience.masked, which is \(patience)")
    } else if !plan.command.isEmpty, !plan.isValid {
      section.refuse(
        "command",
        "must be 1 to \(TrainerPlan.mostWords) ASCII texts of at most \(TrainerPlan.longestWord) "
          + "characters")
    }
    return (plan, folder)
  }

  private func digest(of folder: String, _ section: PlanSection) -> Digest {
    do throws(NodeError) {
      return try TrainerFolder(folder).digest
    } catch {
      section.refuse("folder", "cannot be used: \(error.message); \(error.remedy)")
      return .zero
    }
  }

  private func answer(_ section: PlanSection) -> TrainerPlan.Answer {
    let text = section.text("answer", default: TrainerPlan.Answer.perExample.rawValue)
    if let answer = TrainerPlan.Answer(rawValue: text) { return answer }
    if !text.isEmpty { section.refuse("answer", "must be \"per-example\" or \"trusted-sum\"") }
    return .perExample
  }
}
