/// Whether the data say whose each example is, and how many examples one patient has.
struct PatientNaming {
  /// The patient of each example; nil as a whole where the data name none.
  let patients: [String?]?
  /// The classes of each example.
  let labels: [[Int]]
  /// What an example is called in a list, by its index.
  let names: [String]
  let part: Int
  /// `image` or `row`.
  let noun: String
  /// Whether the plan's unit of privacy is the patient.
  let isRequired: Bool
  /// How data of this kind name patients.
  let remedy: String

  var finding: DataFinding {
    let promise =
      isRequired ? "the plan's unit of privacy is the patient: the node will refuse" : ""
    guard let patients else {
      return DataFinding(
        isRequired ? .fail : .note, .patients, part: part,
        isRequired
          ? "the data name no patients, and \(promise)"
          : "the data name no patients: several \(noun)s of one patient count as several patients",
        next: remedy)
    }
    let unnamed = patients.indices.filter { patients[$0] == nil }
    let groups = Dictionary(grouping: patients.indices.filter { patients[$0] != nil }) {
      patients[$0] ?? ""
    }
    let most = groups.values.map(\.count).max() ?? 0
    let several = groups.values.count { $0.count > 1 }
    let mixed = groups.values.count { group in Set(group.map { labels[$0] }).count > 1 }
    var text =
      "\(Amount(groups.count, "patient")), \(several) with several \(noun)s (at most \(most))"
    if mixed > 0 { text += ", \(mixed) in more than one class" }
    let counts = [
      SharedCount(.text("patients"), groups.count),
      SharedCount(.text("with several"), several),
      SharedCount(.text("in several classes"), mixed),
      SharedCount(.text("without a patient"), unnamed.count),
    ]
    guard unnamed.isEmpty else {
      return DataFinding(
        isRequired ? .fail : .note, .patients, part: part,
        "\(text); \(Amount(unnamed.count, noun)) without a patient"
          + (isRequired ? ", and \(promise)" : ""),
        files: unnamed.map { names[$0] }, next: remedy, counts: counts)
    }
    return DataFinding(.ok, .patients, part: part, text, counts: counts)
  }
}
