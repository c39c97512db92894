import Dispatch
import Foundation
import Glibc
import Synchronization

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
  /// When the node itself ends, whatever has not been told by then.
  private let end = Mutex<DispatchTime?>(nil)

  /// Takes a program.
  ///
  /// - Parameters:
  ///   - path: an executable file; it gets no arguments.
  ///   - limit: seconds after which it is killed.
  ///   - complain: is told when the program fails.
  /// - Throws: `usage` if there is no such program, `permissions` if others may change it.
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
    guard SharedLocation.consortium(around: absolute) == nil else {
      throw NodeError(
        .permissions, "--on-event: '\(path)' lies in a shared directory, where others write",
        remedy: "keep it in a folder of this hospital's own")
    }
    guard Self.isOurs(absolute) else {
      throw NodeError(
        .permissions, "--on-event: others may change or exchange '\(path)'",
        remedy: "let it and its folder belong to this account or to root; run 'chmod go-w' on both")
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
    // At the caller's priority a thread would ask for more than an account may, and Dispatch would
    // open a socket to the system's log to say so.
    queue.async(qos: .default, flags: .enforceQoS) { [environment] in
      self.call(event, environment)
    }
  }

  /// Returns when the programs of all events have ended, or after the time limit of one: what could
  /// not be told by then is said.
  func drain() {
    end.withLock { $0 = .now() + limit }
    queue.sync {}
  }

  /// Whether nobody but this account and root can change or exchange a program.
  private static func isOurs(_ path: String) -> Bool {
    let folder = (path as NSString).deletingLastPathComponent
    return [path, folder].allSatisfy { path in
      var status = stat()
      guard stat(path, &status) == 0, [0, geteuid()].contains(status.st_uid) else { return false }
      // In a sticky folder, /tmp for example, nobody can exchange another's file.
      let isSticky = status.st_mode & (S_IFMT | S_ISVTX) == S_IFDIR | S_ISVTX
      return status.st_mode & 0o022 == 0 || isSticky
    }
  }

  private func call(_ event: NodeEvent, _ environment: [String: String]) {
    if let end = end.withLock({ $0 }), .now() > end {
      complain("--on-event: the node ended before '\(path)' was told of \(event.rawValue)")
      return
    }
    guard let program = SpawnedProgram(path: path, environment: environment) else {
      complain("--on-event: '\(path)' could not be started for \(event.rawValue)")
      return
    }
    guard let code = program.end(within: limit) else {
      complain(
        "--on-event: '\(path)', or what it has started, was not over after \(Int(limit)) s "
          + "(\(event.rawValue))")
      return
    }
    if code != 0 { complain("--on-event: '\(path)' ended with \(code) (\(event.rawValue))") }
  }
}
