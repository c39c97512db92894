import Artifacts
import ModelUpdate

/// Reads `[model]`: a well-known kind with its sizes, every layer by itself, or the tensors of a
/// trainer's model.
struct PlanModelReader {
  let start: PlanStartReader

  func read(_ section: PlanSection, data: DataPlan) -> Architecture {
    defer { section.finish() }
    var architecture = layers(section, data: data)
    if section.has("class_weights") {
      let weights = section.reals("class_weights", from: 0.001, upTo: 1000)
      if !weights.isEmpty, weights.count != data.classes.count {
        section.refuse("class_weights", "must be one number for each of data.classes")
      }
      architecture.classWeights = weights
    }
    return architecture
  }

  private func layers(_ section: PlanSection, data: DataPlan) -> Architecture {
    let loss = loss(section, data: data)
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
    case "resnet":
      if data.images == nil { section.refuse("kind", "\"resnet\" needs [data.images]") }
      return .residual(
        input: input, filters: section.integers("filters", 1...4096, default: [16, 32, 64]),
        blocks: section.integer("blocks", 1...16, default: 1),
        groups: section.integer("groups", 1...4096, default: 4), outputs: outputs, loss: loss)
    case "layers":
      var layers = section.sections("layer").map(layer)
      layers.append(.dense(units: outputs))
      return Architecture(input: input, layers: layers, loss: loss, outputs: outputs)
    case "trainer":
      return Architecture(
        input: input, layers: [], loss: loss, outputs: outputs, tensors: start.tensors())
    case let kind:
      if !kind.isEmpty {
        section.refuse(
          "kind",
          "must be \"logistic\", \"mlp\", \"cnn\", \"resnet\", \"layers\" or \"trainer\"")
      }
      return .logisticRegression(input: input, outputs: outputs, loss: loss)
    }
  }

  private func loss(_ section: PlanSection, data: DataPlan) -> Loss {
    switch section.text("loss", default: data.isMultiLabel ? "sigmoid" : "softmax") {
    case "softmax":
      if data.isMultiLabel {
        section.refuse("loss", "must be \"sigmoid\" where images have several labels")
      }
      return .softmaxCrossEntropy
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
    case "residual-block":
      return .residualBlock(
        filters: section.integer("filters", 1...4096),
        stride: section.integer("stride", 1...3, default: 1),
        groups: section.integer("groups", 1...4096))
    case "global-average-pool": return .globalAveragePool
    case "dense": return .dense(units: section.integer("units", 1...100_000))
    case "dropout":
      section.refuse(
        "kind",
        "\"dropout\" has no place here: clipping and noise already keep the model from learning "
          + "single patients by heart, and dropout would only weaken each gradient; leave it out")
      return .relu
    case "batch-norm":
      section.refuse(
        "kind",
        "\"batch-norm\" mixes the patients of a batch, so that none of them can be protected; use "
          + "\"group-norm\"")
      return .relu
    case let kind:
      if kind.isEmpty { return .relu }
      section.refuse(
        "kind",
        "must be \"convolution\", \"relu\", \"max-pool\", \"group-norm\", \"residual-block\", "
          + "\"global-average-pool\" or \"dense\"")
      return .relu
    }
  }
}
