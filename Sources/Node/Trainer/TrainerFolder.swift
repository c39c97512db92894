import Artifacts
import Foundation
import Glibc
import Sodium

/// The files of a trainer, read once: what is hashed is what is run.
struct TrainerFolder {
  private let files: [(path: String, bytes: [UInt8], isExecutable: Bool)]
  /// The hash that a plan names it by.
  let digest: Digest

  private static let mostFiles = 10_000
  private static let mostBytes = 256 << 20

  /// Reads a folder.
  ///
  /// - Throws: `NodeError` 66 when it is not there or cannot be read, 65 when there is something
  ///   else in it than files and folders, or too much.
  init(_ path: String) throws(NodeError) {
    var found: [(path: String, bytes: [UInt8], isExecutable: Bool)] = []
    var room = Self.mostBytes
    guard Self.status(path).map({ $0.st_mode & S_IFMT == S_IFDIR }) ?? false else {
      throw NodeError(
        .missing, "there is no folder of a trainer at \(path)",
        remedy: "give --trainer the folder that the founder handed out")
    }
    try Self.read(path, under: "", into: &found, room: &room)
    guard !found.isEmpty else {
      throw NodeError(
        .badData, "the trainer's folder \(path) is empty", remedy: "put the program into it")
    }
    files = found
    digest = FolderDigest.of(
      found.map {
        FolderDigest.File(
          path: $0.path, contents: Digest(hashing: $0.bytes), isExecutable: $0.isExecutable)
      })
  }

  /// Writes a copy for one run.
  func copy(to root: String) throws {
    try Self.makeFolder(root)
    for file in files {
      let path = "\(root)/\(file.path)"
      try Self.makeFolder((path as NSString).deletingLastPathComponent)
      try Data(file.bytes).write(to: URL(fileURLWithPath: path))
      chmod(path, file.isExecutable ? 0o700 : 0o600)
    }
  }

  /// Makes a folder for this account alone.
  static func makeFolder(_ path: String) throws {
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  private static func read(
    _ root: String, under folder: String,
    into found: inout [(path: String, bytes: [UInt8], isExecutable: Bool)], room: inout Int
  ) throws(NodeError) {
    let place = folder.isEmpty ? root : "\(root)/\(folder)"
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: place) else {
      throw NodeError(
        .missing, "\(place) cannot be read", remedy: "check the permissions of the folder")
    }
    for name in names {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      guard !name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }),
        let status = status("\(root)/\(path)")
      else {
        throw refusal(root, "a file has a name that cannot be hashed", "rename or remove it")
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: try read(root, under: path, into: &found, room: &room)
      case S_IFREG:
        room -= Int(status.st_size)
        guard found.count < mostFiles, room >= 0 else {
          throw refusal(
            root, "it holds more than \(mostFiles) files or \(mostBytes >> 20) MiB",
            "keep only the program there; parameters belong into the plan's start")
        }
        let bytes = try NamedFile("\(root)/\(path)").read(limit: mostBytes)
        found.append((path, bytes, status.st_mode & S_IXUSR != 0))
      default:
        throw refusal(
          root, "\(Prediction.printable(path)) is a link or a special file",
          "put a copy of the file in its place")
      }
    }
  }

  private static func refusal(_ root: String, _ what: String, _ remedy: String) -> NodeError {
    NodeError(.badData, "the trainer's folder \(root) cannot be used: \(what)", remedy: remedy)
  }

  private static func status(_ path: String) -> stat? {
    var status = stat()
    return lstat(path, &status) == 0 ? status : nil
  }
}
