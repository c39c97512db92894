import Foundation
import TestFolders

/// A stock shell, for scripts that people run by hand.
struct Shell {
  /// Whether the tools are here on which a check by hand stands.
  static let hasTools = ["minisign", "jq", "b2sum"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)")
  }

  /// Runs a script with arguments; its output of both kinds and its exit code.
  static func run(
    _ script: String, _ arguments: [String], shell: String = "/bin/sh", in folder: String? = nil
  ) throws -> (status: Int32, output: String) {
    let base = TemporaryFolders.path + "/decaph-script-\(UUID().uuidString)"
    defer { for end in ["", ".out"] { try? FileManager.default.removeItem(atPath: base + end) } }
    try Data(script.utf8).write(to: URL(fileURLWithPath: base))
    _ = FileManager.default.createFile(atPath: base + ".out", contents: nil)
    let output = try FileHandle(forWritingTo: URL(fileURLWithPath: base + ".out"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: shell)
    process.arguments = [base] + arguments
    process.environment = ["PATH": "/usr/bin:/bin"]
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    process.standardInput = FileHandle.nullDevice
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus,
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: base + ".out")), as: UTF8.self)
    )
  }
}

extension SharedCopy {
  /// Runs the printed script for a round of this copy.
  func byHand(_ round: Int, shell: String = "/bin/sh") throws -> (status: Int32, output: String) {
    try Shell.run(try asking { try $0.handScript("\(round)") }.text, [], shell: shell)
  }
}
