/// A hospital's made-up table, and the plan that trains a logistic regression on it.
struct SmallTable {
  /// CSV with a header and 60 rows.
  let text: String

  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var lines = ["age,sex,disease"]
    for _ in 0..<60 {
      let age = Int.random(in: 20...90, using: &generator)
      let isIll = Int.random(in: 20...90, using: &generator) < age
      lines.append("\(age),\(Bool.random(using: &generator) ? "f" : "m"),\(isIll ? "yes" : "no")")
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  /// The plan as a founder would write it.
  static func plan(rounds: Int, auditor: String) -> String {
    """
    title = "Three small tables"

    [data]
    classes = ["no", "yes"]
    [data.table]
    label = "disease"
    [[data.table.feature]]
    column = "age"
    low = 20
    high = 90
    [[data.table.feature]]
    column = "sex"
    values = ["f", "m"]

    [model]
    kind = "logistic"

    [training]
    rounds = \(rounds)
    sampling_rate = 0.1
    nominal_records = 180
    clip_norm = 1.0
    seed = 7
    [training.optimizer]
    kind = "sgd"
    learning_rate = 0.1
    momentum = 0.9

    [privacy]
    noise_multiplier = 1.0
    epsilon = 8.0
    delta = 1e-5

    [auditors]
    public-auditor = "\(auditor)"

    """
  }
}
