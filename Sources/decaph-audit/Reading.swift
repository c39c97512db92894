import ArgumentParser
import Audit
import Console

/// How every reading command prints, fails and ends.
enum Reading {
  /// Runs a command: its lines on standard output, an error on standard error, the exit code of both.
  static func print(json: Bool, _ read: () throws -> Printout) throws {
    try guarded {
      let printout = try read()
      print(json ? printout.jsonLines : printout.text)
      throw ExitCode(printout.exitCode)
    }
  }

  /// Prints a result.
  static func print(_ text: String) { Console.result(text, of: "decaph-audit") }

  /// Turns an audit's error into its two lines and its exit code.
  static func guarded(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as AuditError {
      Console.talk("decaph-audit: \(error)\n")
      throw ExitCode(error.status)
    }
  }
}
