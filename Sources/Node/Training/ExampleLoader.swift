import Artifacts
import Datasets

/// Loads this hospital's examples as the plan describes them.
struct ExampleLoader {
  let plan: Plan
  private let path: String
  private let cache: String?

  /// - Parameter cache: where decoded images are kept for the next start; `nil` for nowhere.
  init(path: String, plan: Plan, cache: String?) {
    (self.path, self.plan, self.cache) = (path, plan, cache)
  }

  /// The examples of a hospital, from where it joined with them.
  ///
  /// - Throws: `NodeError` 78 when it has not said where.
  init(hospital: Hospital, plan: Plan) throws(NodeError) {
    guard let path = hospital.settings.data else {
      throw NodeError(
        .configuration, "\(hospital.id) has no data yet",
        remedy: "start once with --data PATH; it is remembered")
    }
    self.init(path: path, plan: plan, cache: hospital.cachePath)
  }

  /// Reads the data, from the cache where nothing has changed.
  ///
  /// - Parameter note: told what a person should know; local only.
  /// - Throws: `NodeError` 65 or 66 when the data cannot be used, or do not name the patients that
  ///   the plan promises to protect.
  func load(note: (String) -> Void) throws -> Dataset {
    let loaded = try DataSpecification(plan.data).load(path, cache: cache)
    for text in loaded.report.notes { note(text) }
    for file in loaded.report.skipped { note("skipped \(file.name): \(file.reason)") }
    if let text = try PatientCheck(plan, path: path).check(loaded) { note(text) }
    let dataset = loaded.dataset
    if dataset.groups != nil {
      note(
        "\(dataset.count) examples in \(dataset.records.count) records: all examples of a patient "
          + "are sampled and clipped as one")
    }
    return dataset
  }
}

extension DataSpecification {
  /// The plan's description of the data, as the loaders take it.
  init(_ plan: DataPlan) {
    if let table = plan.table {
      self = .table(
        TableSpecification(
          labelColumn: table.label, classes: plan.classes,
          features: table.features.flatMap(TableFeature.columns), patientColumn: table.patient))
    } else {
      self = .images(
        ImageSpecification(
          classes: plan.classes, side: plan.images?.side ?? 0,
          labels: plan.isMultiLabel ? .columns : nil))
    }
  }
}

extension Datasets.TableFeature {
  /// The plan's description of alike columns, as the table loader takes each of them.
  static func columns(_ feature: Artifacts.TableFeature) -> [Self] {
    let range = feature.range ?? []
    let kind: Kind =
      feature.values.map { .categorical(values: $0) }
      ?? .numeric(
        low: range.first?.value ?? 0, high: range.last?.value ?? 0, fill: nil,
        indicator: feature.missingIndicator ?? false)
    return feature.columns.map { name in
      Self(
        name: name, kind: kind, missingValues: feature.missingValues ?? [], unit: feature.unit)
    }
  }
}
