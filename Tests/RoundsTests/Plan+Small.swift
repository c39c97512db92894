import Artifacts
import ModelUpdate

extension Plan {
  /// Logistic regression of two classes on two table columns: six parameters.
  static func small(
    ring: Int = 32, learningRate: Real = 0.5, noiseMultiplier: Real = 1.0, rounds: Int = 3,
    seed: Int = 7, nominalRecords: Int = 100, inputs: Int = 2,
    layers: NoisePlan.Layers = .on
  ) -> Plan {
    Plan(
      title: "small",
      data: DataPlan(
        classes: ["no", "yes"],
        table: TablePlan(label: "y", features: [TableFeature(column: "x", values: ["a", "b"])])),
      model: .logisticRegression(input: [inputs], outputs: 2),
      training: TrainingPlan(
        rounds: rounds, samplingRate: 0.5, nominalRecords: nominalRecords, clipNorm: 1.0,
        seed: seed, rule: .sgd(learningRate: learningRate, momentum: 0.5)),
      privacy: PrivacyPlan(noiseMultiplier: noiseMultiplier, epsilon: 8.0, delta: 1e-5),
      noise: NoisePlan(layers: layers),
      rounds: RoundsPlan(
        ring: ring, colluding: nil, quorum: nil, allowTwo: false,
        patience: Patience(masked: 1, vote: 1, leader: 1)),
      auditors: [])
  }
}
