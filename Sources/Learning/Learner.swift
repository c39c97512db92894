import LinearAlgebra
import ModelUpdate

/// Computes gradients and predictions of one model on one worker per core.
///
/// It keeps its working memory from step to step. One call at a time: it is not `Sendable`, and
/// each call uses all workers and returns when they have finished.
public final class Learner {
  /// The model.
  public let architecture: Architecture
  /// Where each tensor of the model lies.
  public let layout: ParameterLayout
  /// The number of workers.
  public var workers: Int { pool.count }

  let network: Network
  let pool: WorkerPool
  private var workspaces: [Workspace.Sums: [Workspace]] = [:]

  /// Makes a learner.
  ///
  /// - Parameters:
  ///   - architecture: the model.
  ///   - frozen: tensors that are not trained, as in `TrainedParameters`: their gradients are zero
  ///     and count for no norm.
  ///   - workers: how many examples are computed at the same time, 1 or more.
  /// - Throws: ``LearningError`` with code `invalidArchitecture`, or `missingLibrary` if the model
  ///   has convolutions and OpenBLAS is not installed.
  public init(
    _ architecture: Architecture, frozen: [String] = [], workers: Int = Learner.availableCores
  ) throws(LearningError) {
    network = try Network(architecture, frozen: frozen)
    if architecture.hasConvolution, case .failure(let error) = OpenBLAS.loaded {
      throw LearningError(.missingLibrary, error.message, remedy: error.remedy)
    }
    layout = network.layout
    self.architecture = architecture
    pool = WorkerPool(count: workers)
  }

  /// Cores this process may use.
  public static var availableCores: Int { WorkerPool.availableCores }

  /// The workers' memory for a kind of sum, cleared of what the last call left.
  func workspaces(for kind: Workspace.Sums) -> [Workspace] {
    if let found = workspaces[kind] { return found }
    let made = (0..<workers).map { _ in Workspace(network, sums: kind) }
    workspaces[kind] = made
    return made
  }

  /// What has been computed so far.
  public var effort: Effort {
    workspaces.values.joined().reduce(Effort()) { $0 + $1.effort }
  }

  /// Forgets how many records counted as zero.
  func clearCounts(_ kind: Workspace.Sums) {
    for space in workspaces[kind] ?? [] { space.nonFinite = 0 }
  }

  /// How many records counted as zero.
  func nonFinite(_ kind: Workspace.Sums) -> Int {
    (workspaces[kind] ?? []).reduce(0) { $0 + $1.nonFinite }
  }

  /// Checks parameters and examples against the model.
  func check(_ parameters: [Float], _ examples: LabelledExamples) throws(LearningError) {
    guard parameters.count == layout.count else {
      throw LearningError(
        .sizeMismatch, "there are \(parameters.count) parameters and not \(layout.count)",
        remedy: "use the parameters of this architecture")
    }
    guard examples.shape == architecture.input, examples.outputs == architecture.outputs else {
      throw LearningError(
        .invalidExamples,
        "examples have shape \(examples.shape) and \(examples.outputs) outputs, the model "
          + "\(architecture.input) and \(architecture.outputs)",
        remedy: "load the data as the plan's model says")
    }
    switch (examples.labels, architecture.loss) {
    case (.classes, .softmaxCrossEntropy), (.multiHot, .sigmoidCrossEntropy): return
    case (.classes, .sigmoidCrossEntropy), (.multiHot, .softmaxCrossEntropy):
      throw LearningError(
        .invalidExamples, "the labels are of another kind than \(architecture.loss.rawValue) needs",
        remedy: "use one class per example with softmax, a 0 or 1 per output with sigmoid")
    }
  }

  /// Lends parameters and examples as pointers; does nothing where there are none.
  func withView(
    _ parameters: [Float], _ examples: LabelledExamples,
    _ body: (UnsafePointer<Float>, ExampleView) -> Void
  ) {
    parameters.withUnsafeBufferPointer { parameters in
      examples.features.withUnsafeBufferPointer { features in
        guard let parameters = parameters.baseAddress, let features = features.baseAddress else {
          return
        }
        body(
          parameters,
          ExampleView(features: features, size: architecture.inputCount, labels: examples))
      }
    }
  }

  /// Cuts `indices` into micro-batches, as many for each worker, and runs `body` on the workers
  /// with each after its forward pass; `body` also gets the place of its first index.
  ///
  /// - Parameter batches: how many; by default as few as fit.
  func forEachMicroBatch(
    _ kind: Workspace.Sums, _ parameters: [Float], _ examples: LabelledExamples,
    _ indices: ArraySlice<Int>, batches: Int? = nil,
    _ body: (UnsafePointer<Float>, ExampleView, ArraySlice<Int>, Workspace) -> Void
  ) {
    guard !indices.isEmpty else { return }
    let spaces = workspaces(for: kind)
    let fewest = (indices.count + LaneProduct.width - 1) / LaneProduct.width
    let batches = batches ?? (fewest + workers - 1) / workers * workers
    withView(parameters, examples) { parameters, view in
      pool.run { worker in
        for batch in stride(from: worker, to: batches, by: workers) {
          let start = indices.startIndex + indices.count * batch / batches
          let end = indices.startIndex + indices.count * (batch + 1) / batches
          guard start < end else { continue }
          let part = indices[start..<end]
          network.forward(parameters, view, part, spaces[worker])
          body(parameters, view, part, spaces[worker])
          spaces[worker].effort.gradients += part.count
          spaces[worker].effort.microBatches += 1
        }
      }
    }
  }
}
