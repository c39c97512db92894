import Artifacts
import Foundation
import ModelUpdate

/// The folders of the whole corpus.
extension FinishedFolder {
  /// Every kind of file.
  static func sampled() throws -> [FinishedFolder] {
    let small = try Course.small.get()
    return [
      FinishedFolder("full", small),
      FinishedFolder("cut, return", try AbsenceTests.course.get()),
      FinishedFolder("restart", try RestartTests.course.get(), decidesNothing: abandoned),
      FinishedFolder("equivocation", try EvidenceTests.course.get()),
      FinishedFolder("departure", try DepartureTests.course.get()),
      FinishedFolder("copies", try copies(of: small)),
      FinishedFolder("start", try start()),
    ]
  }

  /// Every kind of file, and every kind of end of a round.
  static func all() throws -> [FinishedFolder] {
    try sampled() + [
      FinishedFolder("void", try VoidTests.course.get(), decidesNothing: void),
      FinishedFolder("false outcome", try FalseOutcomeTests.course.get()),
    ]
  }

  /// The finished consortium with copies of a masked and of an unmask file of h2 in h1's folder.
  static func copies(of course: Course) throws -> Course {
    var files = course.files
    for part in [".json", ".json.minisig", ".sealed"] {
      files["h1/round-000002/relay-h2\(part)"] = files["h2/round-000002/masked\(part)"]
    }
    for part in [".json", ".json.minisig"] {
      files["h1/round-000002/relay-h2.unmask-0\(part)"] = files["h2/round-000002/unmask-0\(part)"]
    }
    return try Course(files: files, identities: course.identities)
  }

  /// A consortium of one round whose plan starts from parameters of its own.
  private static func start() throws -> Course {
    let side = 16
    let model = Architecture.logisticRegression(input: [1, side, side], outputs: 3)
    let count = try ParameterLayout(model).count
    let parameters = (0..<count).map { Float($0 % 13 - 6) / 64 }
    let plan = try String(contentsOfFile: Repository.plan, encoding: .utf8)
      .replacingOccurrences(of: "\nrounds = 16\n", with: "\nrounds = 1\n")
      .replacingOccurrences(
        of: "kind = \"cnn\"\nfilters = [4, 8]\ngroups = 2\n",
        with: "kind = \"logistic\"\nstart = \"base.safetensors\"\n")
    let trial = try Trial(
      Repository.members, plan: plan, side: side,
      start: try TensorFile.encode(parameters, architecture: model, metadata: ["format": "pt"]))
    try trial.run(trial.ids) { trial.isClosed(1) }
    return try trial.course()
  }

  /// Of a void round nothing is opened, so nobody needs its sealed vectors: absence is why it is void.
  @Sendable private static func void(_ file: FileName) -> String? {
    file.round == 2 && file.part == ".sealed" && file.slot != "model"
      ? "a sealed vector of a void round" : nil
  }

  /// A round that a restart has abandoned is not judged, whatever lies in it; only what belongs to
  /// the restart is, and the commit, which ends the round before.
  @Sendable private static func abandoned(_ file: FileName) -> String? {
    let isJudged =
      file.slot.hasPrefix("restart-") || ["result", "model", "commit"].contains(file.slot)
    return file.round == 2 && !isJudged ? "lies in an abandoned round" : nil
  }
}
