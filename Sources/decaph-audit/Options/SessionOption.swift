import ArgumentParser

/// Which consortium is expected.
struct SessionOption: ParsableArguments {
  @Option(help: ArgumentHelp("The expected session, 16 hex digits or more.", valueName: "hash"))
  var session: String?

  func validate() throws {
    guard let session else { return }
    guard session.allSatisfy(\.isHexDigit), (16...64).contains(session.count) else {
      throw ValidationError("--session needs 16 to 64 hex digits")
    }
  }
}
