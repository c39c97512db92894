import Foundation

/// What must hold for every input.
enum Invariant {
  /// With `FUZZ_SAY` in the environment every refusal is printed: how far an input comes.
  private static let says = ProcessInfo.processInfo.environment["FUZZ_SAY"] != nil

  /// Ends the process, which is a find, unless a condition holds.
  static func hold(_ condition: Bool, _ what: @autoclosure () -> String) {
    if !condition { fatalError("does not hold: \(what())") }
  }

  /// The value of what cannot fail; a failure is a find.
  static func succeeds<Value>(_ what: String, _ make: () throws -> Value) -> Value {
    do {
      return try make()
    } catch {
      fatalError("does not hold: \(what): \(error)")
    }
  }

  /// A message goes to a terminal and a log: it has something to say, and nothing in it steers them
  /// or begins a line of its own.
  static func message(_ texts: String..., lines: Bool = false) {
    if says { print(texts.joined(separator: "; ")) }
    for text in texts {
      hold(!text.isEmpty, "a message says something")
      for scalar in text.unicodeScalars where scalar.properties.generalCategory == .control {
        hold(lines && scalar == "\n", "a message has no control characters: \(text)")
      }
    }
  }
}
