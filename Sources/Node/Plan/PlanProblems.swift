/// Collects everything that is wrong with a plan file, so that a person mends it in one go.
final class PlanProblems {
  private let file: String
  private let locator: TOMLKeyLocator
  private var found: [(line: Int, text: String)] = []

  init(file: String, text: String) {
    self.file = file
    locator = TOMLKeyLocator(text)
  }

  /// Notes a problem of a key, `training.clip_norm` for example.
  func add(_ path: String, _ problem: String) {
    let line = locator.line(of: path)
    let place = line.map { "\(file):\($0)" } ?? file
    // A key in quotes may be any text.
    found.append((line ?? .max, "\(place): \(Prediction.printable(path)) \(problem)"))
  }

  /// The error of all problems together, if there are any.
  var error: NodeError? {
    guard !found.isEmpty else { return nil }
    let lines = found.sorted { $0.line < $1.line }.map(\.text)
    return NodeError(
      .badData, lines.joined(separator: "\n"),
      remedy: "mend \(file); 'decaph-node plan new' prints a plan with every key explained")
  }
}
