import Artifacts
import ModelExchange
import ModelUpdate
import Sodium

/// Models of every kind of layer with parameters from a seed.
enum SmallModel {
  static let origin = ModelOrigin(
    title: "Small", session: Digest(hashing: [1]), round: 3, model: Digest(hashing: [2]),
    epsilon: 1.25, delta: 1e-5, unit: .example, roundsWithoutNoise: 0)

  /// A network on images of one channel; every parameter is some number, also biases and scales.
  static func image(side: Int = 9, layers: [Layer], classes: [String] = ["a", "b", "c"])
    throws -> PortableModel
  {
    try make(
      Architecture(
        input: [1, side, side], layers: layers + [.dense(units: classes.count)],
        loss: .softmaxCrossEntropy, outputs: classes.count),
      data: DataPlan(classes: classes, images: ImagePlan(side: side)))
  }

  /// A perceptron on a table with one numeric and one categorical column.
  static func table(hidden: [Int] = [5], loss: Loss = .softmaxCrossEntropy) throws -> PortableModel
  {
    try make(
      .perceptron(input: [4], hidden: hidden, outputs: 2, loss: loss),
      data: DataPlan(
        classes: ["no", "yes"],
        table: TablePlan(
          label: "disease",
          features: [
            TableFeature(column: "age", low: 20.0, high: 90.0, missingIndicator: true),
            TableFeature(column: "sex", values: ["f", "m"]),
          ])),
      standardisation: [InputScaling(input: 0, mean: 0.4375, deviation: 0.3)])
  }

  private static func make(
    _ architecture: Architecture, data: DataPlan, standardisation: [InputScaling] = []
  ) throws -> PortableModel {
    let parameters = try InitialParameters.make(architecture, seed: 11).enumerated().map {
      $1 + Float($0 % 7 - 3) / 32
    }
    return try PortableModel(
      architecture: architecture, parameters: parameters, data: data,
      standardisation: standardisation, origin: origin)
  }
}
