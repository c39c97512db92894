import Artifacts

/// The columns of a plan's table in words, for people to compare with their own file.
enum ColumnsText {
  /// What the table says about its rows as a whole, a line each; none for images.
  static func rows(_ plan: DataPlan) -> [String] {
    guard let table = plan.table else { return [] }
    let patient = table.patient.map { ", the patient in '\($0)'" } ?? ""
    let most = table.mostMissing.map {
      "; columns missing in more than \(percent($0.value)) of all records are left out"
    }
    return [
      "the class in '\(table.label)' (\(plan.classes.joined(separator: ", ")))\(patient)",
      "\(table.features.reduce(0) { $0 + $1.columns.count }) columns, "
        + "\(table.width) inputs\(most ?? "")",
    ]
  }

  /// A line for every feature.
  static func features(_ plan: DataPlan) -> [String] {
    let features = plan.table?.features ?? []
    let names = features.map { name($0.columns) }
    let width = min(30, names.map(\.count).max() ?? 0)
    return zip(names, features).map { name, feature in
      name + String(repeating: " ", count: max(0, width - name.count)) + "  " + content(feature)
    }
  }

  private static func name(_ columns: [String]) -> String {
    guard columns.count > 5, let last = columns.last else {
      return columns.joined(separator: ", ")
    }
    return columns.prefix(3).joined(separator: ", ") + ", ... \(last) (\(columns.count) columns)"
  }

  private static func content(_ feature: TableFeature) -> String {
    var text: String
    if let values = feature.values {
      text = "one of " + values.joined(separator: ", ")
    } else {
      text = (feature.range ?? []).map { whole("\($0)") }.joined(separator: " to ")
      text += feature.unit.map { " \($0)" } ?? ""
    }
    if let missing = feature.missingValues {
      text += "; unknown: empty or " + missing.joined(separator: ", ")
    }
    return text + (feature.missingIndicator == true ? "; one more input says what is missing" : "")
  }

  /// `90` for `90.0`.
  private static func whole(_ number: String) -> String {
    number.hasSuffix(".0") ? String(number.dropLast(2)) : number
  }

  private static func percent(_ share: Double) -> String {
    whole("\((share * 1000).rounded() / 10)") + " %"
  }
}
