/// What stands above and below the numbers of an attack, in a terminal and on a page.
struct AttackText {
  let report: AttackReport

  init(_ report: AttackReport) { self.report = report }

  /// What was attacked.
  var lines: [String] {
    [
      "plan       \"\(report.title)\"",
      "models     \(report.models) of each arm; each trained on half of the "
        + "\(report.records.reduce(0, +)) records of \(report.records.count) hospitals",
      "tested     \(report.testExamples) examples, nobody's training data",
      "seed       \(report.seed)",
    ]
  }

  /// What the numbers mean.
  var legend: [String] {
    var lines = [
      "LiRA           likelihood ratio of a record's confidence; every model but the target is a "
        + "shadow model",
      "online         with shadow models that trained on the record, and such that did not",
      "offline        with shadow models that did not",
      "AUC            of the attack; 0.5 is guessing; mean ± standard deviation over the targets",
      "TPR at 0.1 %   members found with at most one false alarm in 1000 non-members; at 1 %: in 100",
    ]
    if report.arms.contains(where: { $0.epsilon != nil }) {
      let epsilons = report.arms.compactMap { arm in
        arm.epsilon.map { "\(arm.name): \(ArmText.epsilon($0))" }
      }
      lines.append(
        "at most        what the epsilon for whoever sees the model allows any attack at 1 %, per "
          + "\(report.unit), delta \(report.delta) (\(epsilons.joined(separator: "; ")))")
    }
    lines += comparisons
    lines.append("These numbers are exact, and so not private: they are for whoever has the data.")
    return lines
  }

  /// How much less each private arm tells than the collaboration without privacy.
  private var comparisons: [String] {
    func area(_ arm: AttackedArm) -> Double { arm.attacks.map(\.area).max() ?? 0.5 }
    guard let open = report.arms.first(where: { $0.kind == .collaborative }) else { return [] }
    return report.arms.filter { $0.epsilon != nil }.map { arm in
      "\(arm.name): AUC of the best attack \(ArmText.three(area(arm))), collaborative "
        + "\(ArmText.three(area(open))): \(ArmText.one((1 - area(arm) / area(open)) * 100)) % less"
    }
  }
}
