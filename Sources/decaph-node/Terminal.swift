import ArgumentParser
import Console
import Foundation
import Node

/// Results on standard output, talk on standard error, the right exit code.
enum Terminal {
  /// Prints a result.
  static func print(_ text: String, terminator: String = "\n") {
    Console.result(text + terminator, of: "decaph-node")
  }

  /// Says something beside the result.
  static func note(_ text: String) {
    Console.talk("decaph-node: note: \(text)\n")
  }

  /// Shows how far long work is, in place of what was shown before; only on a terminal. Nil takes it
  /// away.
  static func progress(_ text: String?) {
    guard isatty(STDERR_FILENO) == 1 else { return }
    Console.talk("\r\u{1b}[2K\(text ?? "")")
  }

  /// Runs a command's work; an error becomes its message and its exit code.
  static func guarded(_ work: () throws -> Void) throws {
    do {
      try work()
    } catch let code as ExitCode {
      throw code
    } catch {
      let failure = NodeError(wrapping: error)
      Console.talk("decaph-node: \(failure)\n")
      throw ExitCode(failure.status.rawValue)
    }
  }
}
