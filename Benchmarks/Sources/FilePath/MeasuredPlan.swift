/// The plan and the data of the measured consortia: a table of ten numbers, two classes, and few
/// records, so that training costs next to nothing beside the files.
enum MeasuredPlan {
  /// Numbers of a row.
  static let columns = 10
  /// Records of a hospital.
  static let records = 60
  /// The hidden layers of `dense`.
  static let hidden = [723, 744]
  /// 548,099 parameters, with ten numbers and two classes.
  static let dense = "kind = \"mlp\"\nhidden = \(hidden)"
  /// 22 parameters.
  static let tiny = "kind = \"logistic\""

  /// The plan of so many hospitals.
  static func text(hospitals: Int, model: String, layers: Bool, auditor: String) -> String {
    let features = (1...columns).map { number in
      "[[data.table.feature]]\ncolumn = \"x\(number)\"\nlow = 0\nhigh = 1000\n"
    }
    return """
      title = "The path of files, measured"
      [data]
      classes = ["no", "yes"]
      [data.table]
      label = "outcome"
      \(features.joined())
      [model]
      \(model)
      [training]
      rounds = 1000000
      sampling_rate = 0.1
      nominal_records = \(records * hospitals)
      clip_norm = 1.0
      seed = 7
      [training.optimizer]
      kind = "sgd"
      learning_rate = 0.01
      momentum = 0.9
      [privacy]
      noise_multiplier = 20.0
      epsilon = 900.0
      delta = 1e-5
      [noise]
      layers = "\(layers ? "on" : "off")"
      [rounds.patience]
      masked = 86400
      vote = 3600
      leader = 3600
      [auditors]
      measurer = "\(auditor)"

      """
  }

  /// A member's table, the same at every run.
  static func table(of member: String) -> String {
    var word = member.utf8.reduce(UInt64(1)) { $0 &* 31 &+ UInt64($1) }
    func next() -> Int {
      word = word &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(word >> 33) % 1000
    }
    let names = (1...columns).map { "x\($0)" } + ["outcome"]
    let rows = (0..<records).map { _ -> String in
      let numbers = (0..<columns).map { _ in next() }
      return (numbers.map(String.init) + [numbers[0] > numbers[1] ? "yes" : "no"])
        .joined(separator: ",")
    }
    return ([names.joined(separator: ",")] + rows).joined(separator: "\n") + "\n"
  }
}
