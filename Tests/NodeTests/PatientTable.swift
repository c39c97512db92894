/// A hospital's made-up table of patients with one to four rows each, and the plan's words on it.
struct PatientTable {
  static let patients = 12

  /// CSV with a header; the patient of each row in the first column.
  let text: String

  init(hospital: Int) {
    var lines = ["who,age,sex,disease"]
    for row in 0..<4 {
      for patient in 0..<Self.patients where row <= patient % 4 {
        let age = 20 + (37 * patient + 11 * row + 7 * hospital) % 70
        lines.append(
          "p\(patient),\(age),\((patient + row) % 2 == 0 ? "f" : "m"),\(age > 55 ? "yes" : "no")")
      }
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  static let plan = """
    [data]
    classes = ["no", "yes"]
    [data.table]
    label = "disease"
    patient = "who"
    [[data.table.feature]]
    column = "age"
    low = 20
    high = 90
    [[data.table.feature]]
    column = "sex"
    values = ["f", "m"]
    """
}
