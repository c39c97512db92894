import Artifacts
import Rounds

/// A commented plan for a known task, to begin with: `plan new --preset`.
///
/// A new one is a file beside this one that extends this type, and its name in ``all``.
public struct PlanPreset: Sendable {
  /// What people type.
  public let name: String
  /// What it is for, in a few words.
  public let about: String
  /// Hospitals that it is reckoned with where nobody says another number.
  let hospitals: Int
  /// The epsilon of all its rounds together.
  let epsilon: Double
  /// Everything but what all presets share.
  let text: @Sendable (PresetNumbers) -> String

  /// All presets, in the order in which they are listed.
  public static let all: [PlanPreset] = [
    .covidRadiography, .chestXray, .ehrMortality, .singleCell, .heartDisease,
  ]

  /// All presets with what they are for, a line each.
  public static var list: String {
    let width = all.map(\.name.count).max() ?? 0
    return all.map { preset in
      "  " + preset.name + String(repeating: " ", count: width - preset.name.count + 2)
        + preset.about
    }.joined(separator: "\n")
  }

  /// The preset of a name.
  ///
  /// - Throws: `NodeError` 64 with the names there are.
  public static func named(_ name: String) throws(NodeError) -> PlanPreset {
    if let preset = all.first(where: { $0.name == name }) { return preset }
    throw NodeError(.usage, "there is no preset '\(name)'", remedy: "choose one of\n\(list)")
  }

  /// The plan for a number of hospitals, its noise such that all its rounds fit its budget.
  ///
  /// - Throws: `NodeError` 64 for fewer than three hospitals, or more than a plan can have.
  public func plan(hospitals: Int? = nil) throws(NodeError) -> String {
    let hospitals = hospitals ?? self.hospitals
    guard (3...100).contains(hospitals) else {
      throw NodeError(
        .usage, "presets are reckoned with 3 to 100 hospitals",
        remedy: "give --hospitals 3; what fewer hospitals give up is in docs/protocol.md")
    }
    var numbers = PresetNumbers(hospitals: hospitals)
    do throws(Rejection) {
      guard let noise = try noise(&numbers) else {
        throw Rejection(.field, file: name, "its counts alone go over the budget")
      }
      numbers.noise = (noise * 100).rounded(.up) / 100
    } catch {
      throw NodeError(
        .software,
        "preset \(name) is not a valid plan for \(hospitals) hospitals: \(error.message)",
        remedy: "report this; another number of hospitals may do")
    }
    return text(numbers)
  }

  /// The noise multiplier with which all rounds fit the budget, in the smallest ring that will do.
  private func noise(_ numbers: inout PresetNumbers) throws(Rejection) -> Double? {
    do throws(Rejection) {
      return try forecast(numbers).noiseMultiplier(for: epsilon)
    } catch {
      numbers.ring = 64
      return try forecast(numbers).noiseMultiplier(for: epsilon)
    }
  }

  private func forecast(_ numbers: PresetNumbers) throws(Rejection) -> BudgetForecast {
    let plan: Plan
    do throws(NodeError) {
      plan = try PlanFile.sketch(text(numbers))
    } catch {
      throw Rejection(.field, file: name, error.message)
    }
    return try BudgetForecast(plan: plan, hospitals: numbers.hospitals)
  }
}
