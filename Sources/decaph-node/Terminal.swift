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
    FileHandle.standardError.write(Data("decaph-node: note: \(text)\n".utf8))
  }

  /// Shows how far long work is, in place of what was shown before; only on a terminal. Nil takes it
  /// away.
  static func progress(_ text: String?) {
    guard isatty(STDERR_FILENO) == 1 else { return }
    FileHandle.standardError.write(Data("\r\u{1b}[2K\(text ?? "")".utf8))
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
