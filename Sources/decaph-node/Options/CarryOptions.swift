import ArgumentParser
import Node

/// What is carried where.
struct CarryOptions: ParsableArguments {
  @Argument(help: "The folder in which the medium is mounted.")
  var medium: String

  @OptionGroup var directory: DirectoryOption
  @Option(name: .customLong("id"), help: "This hospital's short name, h1 for example.")
  var id: String

  /// Carries, prints what was carried, and fails where not everything could be.
  func carry(_ way: CarryWay, isForAll: Bool) throws {
    try Terminal.guarded {
      let report = try CarryFiles(
        directory: directory.resolved, id: id, medium: medium, way: way, isForAll: isForAll
      ).run()
      Terminal.print(report.text)
      if let failure = report.failure { throw failure }
    }
  }
}
