import ArgumentParser
import Audit
import Foundation

/// How every reading command prints, fails and ends.
enum Reading {
  /// Runs a command: its lines on standard output, an error on standard error, the exit code of both.
  static func print(json: Bool, _ read: () throws -> Printout) throws {
    try guarded {
      let printout = try read()
      FileHandle.standardOutput.write(Data((json ? printout.jsonLines : printout.text).utf8))
      throw ExitCode(printout.exitCode)
    }
  }

  /// Turns an audit's error into its two lines and its exit code.
  static func guarded(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as AuditError {
      FileHandle.standardError.write(Data("decaph-audit: \(error)\n".utf8))
      throw ExitCode(error.status)
    }
  }
}
