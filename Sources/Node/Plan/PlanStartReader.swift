import Artifacts
import Foundation
import ModelUpdate

/// Reads `start` and `frozen` of `[model]`: parameters from elsewhere.
struct PlanStartReader {
  /// The file, as the plan names it.
  private let path: String?
  private let frozen: [String]?
  private let section: PlanSection
  private let planFile: String

  /// The largest file that is read, in bytes.
  private static let limit = 1 << 30

  /// Reads the keys; the file stays closed until the architecture is known.
  init(_ section: PlanSection, beside planFile: String) {
    self.section = section
    self.planFile = planFile
    path = section.has("start") ? section.text("start") : nil
    frozen = section.has("frozen") ? section.texts("frozen").sorted() : nil
    if path == nil, frozen != nil {
      section.refuse("frozen", "needs start: parameters of the seed are not worth keeping")
    }
  }

  /// The tensors that the file has, for a model whose layers its trainer alone knows.
  func tensors() -> [ModelTensor] {
    guard let path else {
      section.refuse(
        "start", "is missing: a trainer's model has the tensors of the file that it starts from")
      return []
    }
    do {
      let file = try self.file(path)
      return file.orderedNames.map { ModelTensor(name: $0, shape: file.tensors[$0]?.shape ?? []) }
    } catch {
      refuse(error)
      return []
    }
  }

  /// Reads the file.
  ///
  /// - Parameter plan: of which the model and the seed are known.
  func read(_ plan: Plan) -> (StartPlan, StartingModel)? {
    guard let path else { return nil }
    do {
      let tensors = try file(path)
      let model = try StartingModel(
        tensors, architecture: plan.model, seed: UInt64(plan.training.seed))
      return (StartPlan(digest: model.digest, frozen: frozen), model)
    } catch {
      refuse(error)
      return nil
    }
  }

  private func file(_ path: String) throws -> TensorFile {
    let file =
      path.hasPrefix("/")
      ? path
      : URL(fileURLWithPath: planFile).deletingLastPathComponent().appendingPathComponent(path).path
    return try TensorFile(NamedFile(file).read(limit: Self.limit))
  }

  private func refuse(_ error: any Error) {
    let failure = NodeError(wrapping: error)
    section.refuse("start", "cannot be used: \(failure.message); \(failure.remedy)")
  }
}
