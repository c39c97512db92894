import Foundation
import Journal
import SharedFolder

/// A file that a person named on the command line.
struct NamedFile {
  /// Absolute.
  let path: String
  /// The path as it was given, for messages.
  let given: String

  init(_ path: String) {
    given = path
    // The last component may be new, or a link that stays one.
    let url = URL(fileURLWithPath: path)
    let folder = SharedLocation.absolute(url.deletingLastPathComponent().path)
    self.path = (folder == "/" ? "" : folder) + "/" + url.lastPathComponent
  }

  /// Reads it: only a plain file, never waiting for a pipe; a link is followed.
  ///
  /// - Throws: `NodeError` 66 when it is not there or cannot be read, 65 above `limit` bytes.
  func read(limit: Int) throws(NodeError) -> [UInt8] {
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    do throws(FolderError) {
      return try DirectoryFolder(file.deletingLastPathComponent().path)
        .read(FolderPath(file.lastPathComponent) ?? .root, limit: limit)
    } catch {
      switch error.code {
      case .tooLarge:
        throw NodeError(
          .badData, "\(given) is larger than \(limit) bytes", remedy: "check that it is the file")
      case .notRegular:
        throw NodeError(.badData, "\(given) is no plain file", remedy: "give a file")
      default:
        throw NodeError(
          .missing, "\(given) is not there or cannot be read",
          remedy: "check the path and the permissions")
      }
    }
  }

  /// Refuses a place where nothing may be written.
  ///
  /// - Parameters:
  ///   - option: what the command calls the file; nil where it is its argument, and none is replaced.
  ///   - isReplacing: whether a file that is there may be replaced.
  ///   - shared: the shared directory; nothing unsealed is written there.
  func checkWritable(
    isReplacing: Bool, option: String? = "--out", outside shared: String
  ) throws(NodeError) {
    let give = "give \(option.map { $0 + " " } ?? "")"
    guard !path.hasPrefix(shared + "/") else {
      throw NodeError(
        .usage, "\(given) would lie in the shared directory, where models are sealed",
        remedy: "\(give)a file of this hospital's own")
    }
    let there = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
    guard there != .typeDirectory else {
      throw NodeError(.usage, "\(given) is a folder", remedy: "\(give)the name of a file in it")
    }
    guard there == nil || there == .typeRegular else {
      throw NodeError(
        .usage, "\(given) is a link, a pipe or a device", remedy: "\(give)a plain file")
    }
    guard isReplacing || there == nil else {
      throw NodeError(
        .usage, "\(given) exists already",
        remedy: option == nil ? "give another name" : "\(give)another name, or --force")
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard FileManager.default.fileExists(atPath: folder) else {
      throw NodeError(
        .missing, "there is no folder \(folder)",
        remedy: "make it, or check \(option ?? "the path")")
    }
  }

  /// Writes it whole or not at all, readable by its owner only.
  func write(_ bytes: [UInt8]) throws(JournalError) { try AtomicFile.write(bytes, to: path) }
}
