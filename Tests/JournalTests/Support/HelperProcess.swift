import Foundation

/// This test program, run once more to do one task in a process that can be killed.
struct HelperProcess: ~Copyable {
  private static let key = "DECAPH_JOURNAL_TEST_TASK"
  private let process = Process()

  /// The words of the task, in the helper itself; empty in a normal test run.
  static var task: [String] {
    ProcessInfo.processInfo.environment[key]?.split(separator: " ").map(String.init) ?? []
  }

  /// Starts a task; the words must not hold spaces.
  init(_ words: String...) throws {
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe")
    process.arguments = ["--testing-library", "swift-testing", "--filter", "journalHelper"]
    process.environment = ["PATH": "/usr/bin:/bin"].merging(
      ProcessInfo.processInfo.environment.filter { $0.key.hasPrefix("LD_") },
      uniquingKeysWith: { first, _ in first })
    process.environment?[Self.key] = words.joined(separator: " ")
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  var pid: Int32 { process.processIdentifier }

  /// Stops the process where it is, and returns once it stands still.
  func suspend() {
    Glibc.kill(pid, SIGSTOP)
    while let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      !stat.contains(") T "), !stat.contains(") Z ")
    {
      usleep(50)
    }
  }

  /// Lets a suspended process go on.
  func resume() { Glibc.kill(pid, SIGCONT) }

  /// Ends the process at once, without any chance to tidy up.
  func kill() {
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Waits for its end; whether it succeeded.
  func finish() -> Bool {
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
