import Datasets
import Foundation
import Node
import Testing

/// What hospitals publish has the same sizes and the same fields whatever their data.
@Suite struct SharedSizesTests {
  @Test func filesDoNotTellTheData() throws {
    let few = try published(seed: 5, counts: [30, 30, 30])
    let many = try published(seed: 99, counts: [12, 95, 61])
    #expect(few.sizes == many.sizes)
    #expect(few.sizes.keys.contains("round-000001/masked.sealed"))
    #expect(few.sizes.keys.contains("round-000001/model.sealed"))
    #expect(few.fields == many.fields)
    #expect(few.fields["status.json"]?.isEmpty == false)
    #expect(few.fields["round-000001/masked.json"]?.contains("body") == true)
  }

  /// Sizes and fields of all files up to round 1, by their places in any hospital's folder: who
  /// leads is chance.
  private func published(
    seed: UInt64, counts: [Int]
  ) throws -> (sizes: [String: [Int]], fields: [String: Set<String>]) {
    let trial = try Trial(TrialPlan(rounds: 1))
    for (index, id) in trial.ids.enumerated() {
      try FileManager.default.removeItem(atPath: trial.data(id))
      try SyntheticRadiographs(side: TrialPlan.side, seed: seed, hospital: index)
        .write(to: trial.data(id), count: counts[index])
    }
    try trial.foundCompletely()
    try trial.runAll(through: 1)
    var sizes: [String: [Int]] = [:]
    var fields: [String: Set<String>] = [:]
    for id in trial.ids {
      let folder = "\(trial.shared)/\(id)"
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
        guard let bytes = trial.read("\(folder)/\(name)") else { continue }
        if name.hasSuffix(".json") {
          fields[name, default: []].formUnion(
            keys(try JSONSerialization.jsonObject(with: Data(bytes))))
        }
        // It has a time and for whom is waited in it.
        if name != "status.json" { sizes[name, default: []].append(bytes.count) }
      }
    }
    return (sizes.mapValues { $0.sorted() }, fields)
  }

  /// The paths of all fields.
  private func keys(_ value: Any, below path: String = "") -> Set<String> {
    if let object = value as? [String: Any] {
      return object.reduce(into: []) { found, entry in
        found.insert(path + entry.key)
        found.formUnion(keys(entry.value, below: path + entry.key + "."))
      }
    }
    return (value as? [Any] ?? []).reduce(into: []) { $0.formUnion(keys($1, below: path)) }
  }
}
