import ArgumentParser
import Foundation
import Node

/// Results on standard output, talk on standard error, the right exit code.
enum Terminal {
  /// Prints a result.
  static func print(_ text: String, terminator: String = "\n") {
    FileHandle.standardOutput.write(Data((text + terminator).utf8))
  }

  /// Says something beside the result.
  static func note(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// Runs a command's work; an error becomes its message and its exit code.
  static func guarded(_ work: () throws -> Void) throws {
    do {
      try work()
    } catch let code as ExitCode {
      throw code
    } catch {
      let failure = NodeError(wrapping: error)
      FileHandle.standardError.write(Data("decaph-node: \(failure)\n".utf8))
      throw ExitCode(failure.status.rawValue)
    }
  }
}
