import Artifacts
import ModelUpdate

/// Reads `[model]`: a well-known kind with its sizes, or every layer by itself.
struct PlanModelReader {
  func read(_ section: PlanSection, data: DataPlan) -> Architecture {
    defer { section.finish() }
    let loss = loss(section)
    let (input, outputs) = (data.shape, data.classes.count)
    switch section.text("kind") {
    case "logistic":
      return .logisticRegression(input: input, outputs: outputs, loss: loss)
    case "mlp":
      return .perceptron(
        input: input, hidden: section.integers("hidden", 1...100_000, default: [64]),
        outputs: outputs, loss: loss)
    case "cnn":
      if data.images == nil { section.refuse("kind", "\"cnn\" needs [data.images]") }
      return .convolutional(
        input: input, filters: section.integers("filters", 1...4096, default: [8, 16, 32]),
        groups: section.optionalInteger("groups", 1...4096),
        hidden: section.integer("hidden", 0...100_000, default: 0), outputs: outputs, loss: loss)
    case "layers":
      var layers = section.sections("layer").map(layer)
      layers.append(.dense(units: outputs))
      return Architecture(input: input, layers: layers, loss: loss, outputs: outputs)
    case let kind:
      if !kind.isEmpty {
        section.refuse("kind", "must be \"logistic\", \"mlp\", \"cnn\" or \"layers\"")
      }
      return .logisticRegression(input: input, outputs: outputs, loss: loss)
    }
  }

  private func loss(_ section: PlanSection) -> Loss {
    switch section.text("loss", default: "softmax") {
    case "softmax": return .softmaxCrossEntropy
    case "sigmoid": return .sigmoidCrossEntropy
    case let loss:
      if loss.isEmpty { return .softmaxCrossEntropy }
      section.refuse("loss", "must be \"softmax\" (one class each) or \"sigmoid\" (multi-label)")
      return .softmaxCrossEntropy
    }
  }

  private func layer(_ section: PlanSection) -> Layer {
    defer { section.finish() }
    switch section.text("kind") {
    case "convolution":
      return .convolution(
        filters: section.integer("filters", 1...4096),
        kernel: section.integer("kernel", 1...31, default: 3),
        stride: section.integer("stride", 1...16, default: 1))
    case "relu": return .relu
    case "max-pool": return .maxPool(size: section.integer("size", 2...16, default: 2))
    case "group-norm": return .groupNorm(groups: section.integer("groups", 1...4096))
    case "dense": return .dense(units: section.integer("units", 1...100_000))
    case let kind:
      if kind.isEmpty { return .relu }
      section.refuse(
        "kind", "must be \"convolution\", \"relu\", \"max-pool\", \"group-norm\" or \"dense\"")
      return .relu
    }
  }
}
