/// How many examples of each class there are, and how uneven that is.
struct ClassBalance {
  let classes: [String]
  /// In the order of the classes.
  let counts: [Int]
  /// All examples; with several labels not the sum of the counts.
  let total: Int
  let part: Int
  /// `image` or `row`.
  let noun: String

  /// The line of counts, then that of the balance.
  var findings: [DataFinding] { [table, balance] }

  private var table: DataFinding {
    let text = zip(classes, counts).map { "\($0): \($1)" }.joined(separator: ", ")
    return DataFinding(
      total > 0 ? .ok : .fail, .classes, part: part, "\(Amount(total, noun)) (\(text))",
      next: total > 0 ? nil : "give the data whose classes the plan names",
      counts: counts.indices.map { SharedCount(.planClass($0), counts[$0]) })
  }

  private var balance: DataFinding {
    let present = counts.indices.filter { counts[$0] > 0 }
    guard let largest = present.max(by: { counts[$0] < counts[$1] }),
      let smallest = present.min(by: { counts[$0] < counts[$1] })
    else {
      return DataFinding(.note, .balance, part: part, "no class has examples")
    }
    guard present.count == classes.count else {
      let absent = classes.indices.filter { counts[$0] == 0 }.map { "'\(classes[$0])'" }
      return DataFinding(
        present.count == 1 ? .warn : .note, .balance, part: part,
        "nothing of \(absent.joined(separator: ", "))",
        next: present.count == 1
          ? "a hospital with one class teaches which hospital it is; ask whether it can bring another"
          : nil)
    }
    let ratio = Double(counts[largest]) / Double(counts[smallest])
    let text =
      "'\(classes[largest])' is \(Self.times(ratio)) as frequent as '\(classes[smallest])'"
    switch ratio {
    case ..<3: return DataFinding(.ok, .balance, part: part, text)
    case ..<10: return DataFinding(.note, .balance, part: part, text)
    default:
      return DataFinding(
        .warn, .balance, part: part, text,
        next: "judge the model by balanced accuracy or AUROC, not by accuracy")
    }
  }

  private static func times(_ ratio: Double) -> String {
    let tenths = Int((ratio * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10) times" : "\(tenths / 10).\(tenths % 10) times"
  }
}
