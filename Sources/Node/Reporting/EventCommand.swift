import Dispatch
import Foundation

/// A program of the hospital's own that is run at an event, without a shell.
///
/// It gets the event in its environment, nothing on standard input, and no other variables than
/// `PATH`, `HOME`, `LANG` and `TZ`. One runs at a time, in the order of the events; the node does
/// not wait for it, but at its own end. What it does wrong never stops the node.
final class EventCommand: Sendable {
  /// Seconds after which a program that does not end is killed.
  static let timeLimit = 60.0

  private let limit: Double
  private let path: String
  private let queue = DispatchQueue(label: "decaph.on-event")
  private let complain: @Sendable (String) -> Void

  /// Takes a program.
  ///
  /// - Parameters:
  ///   - path: an executable file; it gets no arguments.
  ///   - limit: seconds after which it is killed.
  ///   - complain: is told when the program fails.
  /// - Throws: `usage` if there is no such program.
  init(
    path: String, limit: Double = timeLimit, complain: @escaping @Sendable (String) -> Void
  ) throws {
    let absolute = SharedLocation.absolute(path)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: absolute, isDirectory: &isDirectory),
      !isDirectory.boolValue, FileManager.default.isExecutableFile(atPath: absolute)
    else {
      throw NodeError(
        .usage, "--on-event: '\(path)' is not a program",
        remedy: "give the path of an executable file, without arguments")
    }
    (self.path, self.limit, self.complain) = (absolute, limit, complain)
  }

  /// Runs the program for an event.
  ///
  /// - Parameters:
  ///   - message: one line for people.
  ///   - fields: further variables, `round` for `DECAPH_ROUND`; none may hold data or secrets.
  func run(_ event: NodeEvent, message: String, fields: [String: String]) {
    var environment = ProcessInfo.processInfo.environment
      .filter { ["PATH", "HOME", "LANG", "TZ"].contains($0.key) }
    for (name, value) in fields { environment["DECAPH_" + name.uppercased()] = value }
    environment["DECAPH_EVENT"] = event.rawValue
    environment["DECAPH_MESSAGE"] = String(message.prefix(1000))
    queue.async { [environment] in self.call(event, environment) }
  }

  /// Returns when the programs of all events have ended, or were killed.
  func drain() { queue.sync {} }

  private func call(_ event: NodeEvent, _ environment: [String: String]) {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    // Its output is the hospital's; results of the node stay alone on standard output.
    process.standardOutput = FileHandle.standardError
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do {
      try process.run()
    } catch {
      complain("--on-event: '\(path)' could not be started for \(event.rawValue)")
      return
    }
    guard ended.wait(timeout: .now() + limit) == .success else {
      // What it left running in the background may keep its end from being seen: no second wait
      // without a limit.
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      _ = ended.wait(timeout: .now() + 1)
      complain(
        "--on-event: '\(path)' was killed after \(Int(limit)) s (\(event.rawValue))")
      return
    }
    guard process.terminationStatus == 0 else {
      complain(
        "--on-event: '\(path)' ended with \(process.terminationStatus) (\(event.rawValue))")
      return
    }
  }
}
