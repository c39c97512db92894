/// What stands above and below the numbers of a comparison, in a terminal and on a page.
struct ComparisonText {
  let report: ComparisonReport

  init(_ report: ComparisonReport) { self.report = report }

  /// What was compared.
  var lines: [String] {
    let sizes = report.hospitals.indices.map { hospital in
      let counts = report.records.map { $0[hospital] }
      return "\(report.hospitals[hospital]) \(Self.range(counts))"
    }
    let seeds =
      report.seeds.count == 1
      ? "\(report.seeds[0])" : "\(report.seeds.first ?? 0) to \(report.seeds.last ?? 0)"
    return [
      "plan       \"\(report.title)\": \(report.rounds) rounds of training, "
        + report.classes.joined(separator: ", "),
      "trained    \(sizes.joined(separator: ", ")) records",
      "tested     \(Self.range(report.testExamples)) examples of all hospitals, nobody's training "
        + "data",
      "seeds      \(seeds); each a new division, initial model, and draws; mean ± standard deviation",
    ]
  }

  /// What the arms mean.
  var legend: [String] {
    let kinds = Set(report.arms.map(\.kind))
    var lines: [String] = []
    if kinds.contains(.alone) { lines.append("alone          one hospital's own data, no privacy") }
    if kinds.contains(.pooled) {
      lines.append("pooled         all data in one place, no privacy")
    }
    if kinds.contains(.collaborative) {
      lines.append("collaborative  FedSGD by sums of all hospitals, not clipped, no noise")
    }
    if kinds.contains(.local) {
      lines.append("noise at each  each hospital adds all noise for its own epsilon (PriMIA)")
    }
    if kinds.contains(.decaph) {
      lines.append("DeCaPH         this program's integers and noise, everybody present")
    }
    if kinds.contains(.local) || kinds.contains(.decaph) {
      lines.append(
        "epsilon        per \(report.unit) at delta \(report.delta), adding or removing one; against "
          + "colluding members; outside: against everybody else")
    }
    lines.append("These numbers are exact, and so not private: they are for whoever has the data.")
    return lines
  }

  private static func range(_ counts: [Int]) -> String {
    guard let least = counts.min(), let most = counts.max() else { return "0" }
    return least == most ? "\(least)" : "\(least) to \(most)"
  }
}
