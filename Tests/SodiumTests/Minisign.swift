import Foundation
import TestFolders

/// The stock tool in a folder of its own.
struct Minisign {
  static let path = "/usr/bin/minisign"

  private let folder: URL

  init() throws {
    folder = TemporaryFolders.url.appending(path: "decaph-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  func remove() {
    try? FileManager.default.removeItem(at: folder)
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: folder.appending(path: name))
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// Runs the tool and gives its exit code.
  ///
  /// - Parameters:
  ///   - typed: what it reads as passphrases.
  ///   - memory: bytes that it may use; nil for any.
  func run(_ arguments: String..., typing typed: String = "", memory: Int? = nil) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: memory == nil ? Self.path : "/usr/bin/prlimit")
    process.arguments = (memory.map { ["--as=\($0)", Self.path] } ?? []) + arguments
    let input = folder.appending(path: "typed")
    try Data(typed.utf8).write(to: input)
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
