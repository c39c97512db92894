import Sodium

/// The plan of the demo, as the `plan.toml` that a founder would write.
struct DemoPlan {
  let classes: [String]
  let side: Int
  let rounds: Int
  let records: Int
  let auditor: SealingPublicKey

  /// As many rounds as it takes to learn well within the budget, measured on the built-in data.
  static let defaultRounds = 90

  /// The file's text.
  var text: String {
    """
    # The plan of 'decaph-node demo'. 'decaph-node plan new' prints one with every key explained.
    title = "decaph demo"

    [data]
    classes = [\(classes.map { "\"\($0)\"" }.joined(separator: ", "))]

    [data.images]
    side = \(side)

    [model]
    kind = "cnn"
    filters = [8, 16, 32]
    groups = 4

    [training]
    rounds = \(rounds)
    sampling_rate = 0.1
    nominal_records = \(records)
    clip_norm = 1.0
    seed = 7

    [training.optimizer]
    kind = "sgd"
    learning_rate = 0.3
    momentum = 0.9

    [privacy]
    noise_multiplier = 1.0
    epsilon = 8.0
    delta = 1e-5

    [auditors]
    demo-auditor = "\(auditor)"

    """
  }
}
