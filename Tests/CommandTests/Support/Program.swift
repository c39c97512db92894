import Foundation
import TestFolders

/// A program of this package as it was built beside the test bundle, or a stock tool.
struct Program: Sendable {
  static let node = Program(path: built + "/decaph-node")
  static let audit = Program(path: built + "/decaph-audit")
  static let bash = Program(path: "/bin/bash")
  static let strace = Program(path: "/usr/bin/strace")
  static let minisign = Program(path: "/usr/bin/minisign")
  static let b2sum = Program(path: "/usr/bin/b2sum")
  static let setpriv = Program(path: "/usr/bin/setpriv")

  /// What makes `setpriv` run a program as an account that owns nothing.
  static let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups"]

  let path: String

  var exists: Bool { FileManager.default.isExecutableFile(atPath: path) }

  /// The folder of the build: the test bundle is a program in it.
  private static let built =
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().path

  /// A finished call.
  struct Result {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs the program to its end.
  ///
  /// Output goes through files: a pipe could be inherited by a daemon that another test starts at
  /// the same moment, and would then never end.
  func run(
    _ arguments: [String], in folder: String? = nil, adding environment: [String: String] = [:]
  ) throws -> Result {
    let base = TemporaryFolders.path + "/decaph-call-\(UUID().uuidString)"
    defer {
      for end in [".out", ".err"] { try? FileManager.default.removeItem(atPath: base + end) }
    }
    let process = try start(
      arguments, output: base + ".out", errors: base + ".err", in: folder,
      adding: environment)
    process.waitUntilExit()
    return Result(
      status: process.terminationStatus, output: try Self.text(base + ".out"),
      errors: try Self.text(base + ".err"))
  }

  /// Starts the program without waiting for it.
  func start(
    _ arguments: [String], output: String?, errors: String, in folder: String? = nil,
    adding environment: [String: String] = [:]
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C"]
      .merging(environment) { _, new in new }
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try output.map(Self.file) ?? FileHandle.nullDevice
    process.standardError = try Self.file(errors)
    try process.run()
    return process
  }

  /// The text of a file.
  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }

  private static func file(_ path: String) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }
}
