import Artifacts
import Foundation
import ModelUpdate

/// Reads `start` and `frozen` of `[model]`: parameters from elsewhere.
struct PlanStartReader {
  /// The file, as the plan names it.
  private let path: String?
  private let frozen: [String]?
  private let section: PlanSection

  /// The largest file that is read, in bytes.
  private static let limit = 1 << 30

  /// Reads the keys; the file stays closed until the architecture is known.
  init(_ section: PlanSection) {
    self.section = section
    path = section.has("start") ? section.text("start") : nil
    frozen = section.has("frozen") ? section.texts("frozen").sorted() : nil
    if path == nil, frozen != nil {
      section.refuse("frozen", "needs start: parameters of the seed are not worth keeping")
    }
  }

  /// Reads the file.
  ///
  /// - Parameter plan: of which the model and the seed are known.
  func read(_ plan: Plan, beside planFile: String) -> (StartPlan, StartingModel)? {
    guard let path else { return nil }
    let file =
      path.hasPrefix("/")
      ? path
      : URL(fileURLWithPath: planFile).deletingLastPathComponent().appendingPathComponent(path).path
    do {
      let tensors = try TensorFile(NamedFile(file).read(limit: Self.limit))
      let model = try StartingModel(
        tensors, architecture: plan.model, seed: UInt64(plan.training.seed))
      return (StartPlan(digest: model.digest, frozen: frozen), model)
    } catch {
      let failure = NodeError(wrapping: error)
      section.refuse("start", "cannot be used: \(failure.message); \(failure.remedy)")
      return nil
    }
  }
}
