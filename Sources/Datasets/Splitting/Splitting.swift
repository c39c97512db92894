/// Splits one collection into hospitals and a shared test set, to try out what several hospitals
/// would reach together.
///
/// The test set is taken first, the same part of every class. Exact copies of a picture, and all
/// examples of one patient where patients are known, stay in one part: otherwise a model would
/// be tested on what it was trained on. The same seed and data give the same bytes. An output
/// that is there is never overwritten, and it appears whole or not at all.
public struct Splitting: Sendable {
  /// How to split.
  public let options: SplitOptions

  /// Makes a splitter.
  public init(_ options: SplitOptions) {
    self.options = options
  }

  /// Runs `build` on a fresh output folder and moves that into place if it succeeds.
  func build(
    _ path: String, _ build: (OutputFolder) throws(DataError) -> SplitManifest
  ) throws(DataError) -> SplitManifest {
    let output = try OutputFolder(path)
    do throws(DataError) {
      let manifest = try build(output)
      try output.write(manifest.encoded(), to: "split.json")
      try output.finish()
      return manifest
    } catch {
      output.discard()
      throw error
    }
  }

  /// Puts together what was done.
  func manifest(
    _ assignment: SplitAssignment, duplicates: Int, patients: Int?,
    skipped: [LoadReport.Skipped], notes: [String] = [], items: [[SplitManifest.Item]]
  ) -> SplitManifest {
    let counts = options.partNames.indices.map { part in
      assignment.classes.indices.map { label in
        assignment.units.indices.reduce(0) {
          $0 + (assignment.parts[$1] == part ? assignment.units[$1].counts[label] : 0)
        }
      }
    }
    return SplitManifest(
      format: 1, scheme: options.scheme.name, alpha: options.scheme.alpha, seed: options.seed,
      hospitals: options.hospitals, testFraction: options.testFraction,
      minimumPerClass: options.minimumPerClass, classes: assignment.classes,
      duplicates: duplicates, patients: patients, notes: notes, skipped: skipped,
      parts: options.partNames.indices.map { part in
        SplitManifest.Part(
          name: options.partNames[part], counts: counts[part], items: items[part])
      })
  }
}
