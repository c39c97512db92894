import Datasets
import Sodium

/// A plan that trains in a moment: logistic regression on radiographs of 16 by 16 pixels.
struct TrialPlan {
  var rounds = 3
  var epsilon = 100.0
  var title = "trial"
  var samplingRate = 0.5
  /// Seconds after which nodes act on an absence; without it they wait as long as by default.
  var patience: Int?
  /// Those of them that count from a vote on; without it as `patience`.
  var votePatience: Int?
  /// After how many rounds sealed files may go; without it the plan does not say.
  var keepPayloads: Int?
  /// The unit of privacy; without it the plan does not name one.
  var unit: String?
  /// Rows of a table that names patients, instead of images.
  var isTable = false
  /// The table `[model]`.
  var model = #"kind = "logistic""#
  /// Further keys of images.
  var imageKeys = ""
  /// Tables of census and evaluation.
  var counts = ""
  let auditor = SealingKey.generate().publicKey

  static let side = 16
  static let recordsPerHospital = 30

  /// The text of `plan.toml`.
  var text: String {
    """
    title = "\(title)"

    \(isTable ? PatientTable.plan : images)

    [model]
    \(model)

    [training]
    rounds = \(rounds)
    sampling_rate = \(samplingRate)
    nominal_records = \(3 * Self.recordsPerHospital)
    clip_norm = 1.0
    seed = 7

    [training.optimizer]
    kind = "sgd"
    learning_rate = 0.1
    momentum = 0.9

    [privacy]
    noise_multiplier = 1.0
    epsilon = \(epsilon)
    delta = 1e-5
    \(unit.map { "unit = \"\($0)\"" } ?? "")

    \(counts)

    \(keepPayloads.map { "[rounds]\nkeep_payloads = \($0)" } ?? "")
    \(patienceText)

    [auditors]
    board = "\(auditor)"

    """
  }

  private var images: String {
    """
    [data]
    classes = [\(SyntheticRadiographs.classes.map { "\"\($0)\"" }.joined(separator: ", "))]

    [data.images]
    side = \(Self.side)
    \(imageKeys)
    """
  }

  private var patienceText: String {
    guard let patience else { return "" }
    return """
      [rounds.patience]
      masked = \(patience)
      vote = \(votePatience ?? patience)
      leader = \(votePatience ?? patience)
      """
  }
}
