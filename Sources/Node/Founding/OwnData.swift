import Artifacts
import Datasets

/// The data that a hospital names when it founds or joins a consortium.
///
/// Looked at before keys are made and an enrolment is published: a hospital whose data are not what
/// the plan trains on would otherwise hear of it after everybody has approved, and hold up the first
/// round. A table is read as every round reads it; of images the files are counted and none is
/// opened, as that takes minutes.
struct OwnData {
  /// A folder of images or a CSV file, absolute.
  let path: String
  /// The plan that they shall serve.
  let plan: Plan
  /// The shared directory, absolute.
  let shared: String

  init(_ path: String, plan: Plan, shared: String) {
    (self.path, self.plan, self.shared) = (SharedLocation.absolute(path), plan, shared)
  }

  /// Looks at the data.
  ///
  /// - Returns: how many there are of what, and what a person should know, for the own screen.
  /// - Throws: `NodeError` 64 when they lie in the shared directory; 65 or 66 when they are not what
  ///   the plan trains on.
  func check() throws -> String {
    guard !(path + "/").hasPrefix(shared + "/") else {
      throw NodeError(
        .usage,
        "the data \(path) lie in the shared directory, where every other hospital can read them",
        remedy: "move them out at once, and give --data their new place")
    }
    switch DataSpecification(plan.data) {
    case .table:
      var notes: [String] = []
      let rows = try ExampleLoader(path: path, plan: plan, cache: nil).load { notes.append($0) }
      return text("\(rows.count) rows", rows.classCounts) + notes.map { "\n  \($0)" }.joined()
    case .images(let images):
      let (count, classes) = try ImageFolder(path).count(images)
      return text("\(count) images", classes)
        + "\n  none is opened yet: 'decaph-node data check' does so"
    }
  }

  private func text(_ total: String, _ counts: [Int]) -> String {
    let classes = zip(plan.data.classes, counts).map { "\($0) \($1)" }
    return "own data: \(total): \(classes.joined(separator: ", "))"
  }
}
