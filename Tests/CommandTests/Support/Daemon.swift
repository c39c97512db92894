import Foundation
import Glibc

/// A node that runs until it is ended, started by a test and ended by it.
final class Daemon {
  private let process: Process
  private let logPath: String

  init(_ program: Program, _ arguments: [String], log: String) throws {
    logPath = log
    process = try program.start(arguments, output: nil, errors: log)
  }

  deinit { signal(SIGKILL) }

  var pid: Int32 { process.processIdentifier }
  var isRunning: Bool { process.isRunning }

  /// What it has said so far.
  var log: String { (try? Program.text(logPath)) ?? "" }

  func signal(_ number: Int32) {
    guard process.isRunning else { return }
    kill(process.processIdentifier, number)
  }

  /// Waits until it has said something.
  func says(_ text: String, within seconds: Double) -> Bool {
    wait(seconds) { self.log.contains(text) }
  }

  /// Its exit code; `nil` when it still runs after so many seconds, or a signal ended it.
  func exitCode(within seconds: Double) -> Int32? {
    guard wait(seconds, until: { !self.process.isRunning }), process.terminationReason == .exit
    else { return nil }
    return process.terminationStatus
  }

  private func wait(_ seconds: Double, until condition: () -> Bool) -> Bool {
    let deadline = Date(timeIntervalSinceNow: seconds)
    while !condition() {
      guard Date() < deadline else { return false }
      usleep(10_000)
    }
    return true
  }
}
