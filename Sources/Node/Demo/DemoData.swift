import Datasets
import Foundation

/// The demo's data: several hospitals of different size and mix, and a common test set.
struct DemoData {
  private let options: Demo.Options
  private let folder: DemoFolder
  private static let side = 32
  private static let testCount = 600
  private static let recordsPerHospital = 2_500

  init(_ options: Demo.Options, _ folder: DemoFolder) {
    self.options = options
    self.folder = folder
  }

  /// What was laid out.
  struct Layout {
    let hospitals: [String]
    let classes: [String]
    let side: Int
    /// All hospitals' records together.
    let records: Int
    /// Held out; no hospital trains on it.
    let test: Dataset
    let table: String
  }

  /// Lays out one folder per hospital.
  func make() throws -> Layout {
    try options.data.map(split) ?? synthetic()
  }

  /// Synthetic images: hospital sizes fall from half as many again to half as many.
  private func synthetic() throws -> Layout {
    let count = options.hospitals
    let names = (1...count).map { "h\($0)" }
    var lines = [Self.row("hospital", SyntheticRadiographs.classes)]
    var records = 0
    for (index, name) in names.enumerated() {
      let share = 1.5 - Double(index) / Double(count - 1)
      let size = Int(Double(Self.recordsPerHospital) * share)
      let generator = SyntheticRadiographs(side: Self.side, seed: 7, hospital: index)
      try generator.write(to: folder.data(name), count: size)
      let counts = generator.labels(count: size).reduce(into: [0, 0, 0]) { $0[$1] += 1 }
      lines.append(Self.row(name, counts.map(String.init)))
      records += size
    }
    let test = SyntheticRadiographs(
      side: Self.side, seed: 7, hospital: SyntheticRadiographs.testSet)
    return Layout(
      hospitals: names, classes: SyntheticRadiographs.classes, side: Self.side, records: records,
      test: test.dataset(count: Self.testCount), table: lines.joined(separator: "\n"))
  }

  /// One line of the table of classes.
  private static func row(_ name: String, _ cells: [String]) -> String {
    func pad(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    return "  \(name)" + String(repeating: " ", count: max(1, 9 - name.count))
      + zip(cells, SyntheticRadiographs.classes).map { pad($0, $1.count + 2) }.joined()
  }

  /// Given images, split unevenly.
  private func split(_ path: String) throws -> Layout {
    let splitting = Splitting(
      SplitOptions(
        scheme: try SplitScheme(name: "dirichlet", alpha: 1), hospitals: options.hospitals,
        seed: 7, testFraction: 0.2, minimumPerClass: 2, linksFiles: true))
    try FileManager.default.removeItem(atPath: folder.root + "/data")
    let manifest = try splitting.images(path, into: folder.root + "/data")
    let test = try ImageFolder(folder.data("test")).load(
      ImageSpecification(classes: manifest.classes, side: 64))
    let trained = manifest.parts.filter { $0.name != "test" }
    return Layout(
      hospitals: trained.map(\.name), classes: manifest.classes, side: 64,
      records: trained.reduce(0) { $0 + $1.counts.reduce(0, +) }, test: test.dataset,
      table: SplitTable(manifest).description)
  }
}
