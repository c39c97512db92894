import Artifacts
import Datasets
import Foundation

/// The data of a comparison, read once and divided anew for every seed.
struct ComparisonData {
  /// What hospitals there are, by name.
  let hospitals: [String]
  /// Lines for people about what was read.
  private(set) var notes: [String] = []
  private let source: Source
  private let options: DivisionOptions
  private let plan: Plan

  private enum Source {
    /// Each hospital's own.
    case each([Dataset])
    /// One collection, split unevenly.
    case one(Dataset)
    /// Drawn, a new set for every seed.
    case synthetic(side: Int)
  }

  /// What one seed trains and tests on.
  struct Division {
    let hospitals: [Dataset]
    let test: Dataset
  }

  /// Reads the data as the plan describes them.
  ///
  /// - Throws: `NodeError` 65 or 66 when they cannot be used.
  init(_ options: DivisionOptions, plan: Plan) throws {
    self.options = options
    self.plan = plan
    let numbered = (1...options.hospitals).map { "h\($0)" }
    guard !options.data.isEmpty else {
      guard let side = plan.data.images?.side, side >= 16,
        plan.data.classes == SyntheticRadiographs.classes
      else {
        throw NodeError(
          .usage, "without --data the built-in radiographs are taken, and the plan is not for them",
          remedy: "give --data PATH, or a plan for images of 16 pixels or more with the classes "
            + SyntheticRadiographs.classes.joined(separator: ", "))
      }
      source = .synthetic(side: side)
      hospitals = numbered
      return
    }
    let specification = DataSpecification(plan.data)
    var sets: [Dataset] = []
    for path in options.data {
      guard FileManager.default.fileExists(atPath: path) else {
        throw NodeError(.missing, "there are no data at \(path)", remedy: "check the path")
      }
      let loaded = try specification.load(path)
      notes += loaded.report.notes.map { "\(path): \($0)" }
      if !loaded.report.skipped.isEmpty {
        notes.append("\(path): \(loaded.report.skipped.count) examples skipped as unusable")
      }
      if let text = try PatientCheck(plan, path: path).check(loaded) {
        notes.append("\(path): \(text)")
      }
      sets.append(loaded.dataset)
    }
    if sets.count == 1 {
      source = .one(sets[0])
      hospitals = numbered
    } else {
      source = .each(sets)
      let names = options.data.map { path in
        URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
      }
      hospitals = Set(names).count == names.count ? names : numbered
    }
  }

  /// Training sets and the common test set of a seed: 20 % of every class, of every hospital where
  /// each has its own data; patients, and copies, stay on one side.
  func division(seed: UInt64) throws -> Division {
    switch source {
    case .one(let dataset):
      let parts = try split(dataset, scheme: options.scheme, hospitals: options.hospitals, seed)
      return Division(hospitals: Array(parts.dropLast()), test: parts[options.hospitals])
    case .each(let datasets):
      let parts = try datasets.map { try split($0, scheme: .uniform, hospitals: 1, seed) }
      return Division(hospitals: parts.map { $0[0] }, test: Dataset(joining: parts.map { $0[1] }))
    case .synthetic(let side):
      return synthetic(side: side, seed)
    }
  }

  private func split(
    _ dataset: Dataset, scheme: SplitScheme, hospitals: Int, _ seed: UInt64
  ) throws(DataError) -> [Dataset] {
    try Splitting(
      SplitOptions(
        scheme: scheme, hospitals: hospitals, seed: seed, testFraction: 0.2,
        minimumPerClass: hospitals == 1 ? 0 : options.minimum)
    ).dataset(dataset)
  }

  /// As the demo has them: sizes fall from half as many again to half as many.
  private func synthetic(side: Int, _ seed: UInt64) -> Division {
    let count = options.hospitals
    let mean = Double(plan.training.nominalRecords) / Double(count)
    let sets = (0..<count).map { hospital in
      let share = 1.5 - Double(hospital) / Double(max(count - 1, 1))
      return SyntheticRadiographs(side: side, seed: seed, hospital: hospital)
        .dataset(count: max(1, Int(mean * share)))
    }
    let test = SyntheticRadiographs(
      side: side, seed: seed, hospital: SyntheticRadiographs.testSet
    ).dataset(count: max(3, plan.training.nominalRecords / 5))
    return Division(hospitals: sets, test: test)
  }
}
