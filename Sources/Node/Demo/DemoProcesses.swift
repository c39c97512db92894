import Foundation

/// The demo's programs: one `decaph-node` per hospital, as a consortium would start them.
final class DemoProcesses {
  private let folder: DemoFolder
  private let hospitals: [String]
  private var running: [(hospital: String, process: Process)] = []

  init(folder: DemoFolder, hospitals: [String]) {
    self.folder = folder
    self.hospitals = hospitals
  }

  /// From `init` to the last `approve`; each step is the command a person would type.
  func found() throws {
    let founder = hospitals[0]
    try call(founder, ["init", "--plan", folder.plan, "--data", folder.data(founder)])
    for hospital in hospitals.dropFirst() {
      try call(hospital, ["join", "--data", folder.data(hospital)])
    }
    try call(founder, ["admit"] + hospitals.dropFirst())
    try call(founder, ["start"])
    for hospital in hospitals.dropFirst() { try call(hospital, ["approve"]) }
  }

  /// Starts every hospital's node. They end with this process: who kills a demo means all of it.
  func startNodes() throws {
    for hospital in hospitals {
      let process = make(hospital, ["--poll", "0.5", "--parent", "\(getpid())"])
      _ = FileManager.default.createFile(atPath: folder.log(hospital), contents: nil)
      process.standardError = FileHandle(forWritingAtPath: folder.log(hospital))
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      running.append((hospital, process))
    }
  }

  /// Whether all nodes have ended by themselves.
  var haveEnded: Bool { running.allSatisfy { !$0.process.isRunning } }

  /// Throws when a node ended with an error; its log says why.
  func check() throws {
    for (hospital, process) in running
    where !process.isRunning && process.terminationStatus != 0 {
      let log = (try? String(contentsOfFile: folder.log(hospital), encoding: .utf8)) ?? ""
      throw NodeError(
        ExitStatus(rawValue: process.terminationStatus) ?? .software,
        "the node of \(hospital) ended: \(log.split(separator: "\n").suffix(2).joined(separator: " "))",
        remedy: "read \(folder.log(hospital))")
    }
  }

  /// Ends the processes that this demo started.
  func stop() {
    for (_, process) in running where process.isRunning { process.terminate() }
    for (_, process) in running { process.waitUntilExit() }
  }

  private func call(_ hospital: String, _ arguments: [String]) throws {
    let process = make(hospital, arguments)
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw NodeError(
        ExitStatus(rawValue: process.terminationStatus) ?? .software,
        "'\(arguments[0])' for \(hospital) failed: \(text)", remedy: "look at \(folder.root)")
    }
  }

  private func make(_ hospital: String, _ arguments: [String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments =
      arguments + ["--dir", folder.shared, "--id", hospital, "--state", folder.state(hospital)]
    process.standardInput = FileHandle.nullDevice
    return process
  }
}
