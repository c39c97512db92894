import Foundation

/// One name in a folder, and what stands behind it (a symbolic link counts as its target).
struct FolderEntry {
  let name: String
  let isFolder: Bool
  /// Bytes.
  let size: Int
  /// The time of the last change in nanoseconds since 1970.
  let modified: Int

  /// What is in a folder, hidden names left out, in the order of their bytes: the same on every
  /// machine, whatever its language.
  static func list(_ path: String) throws(DataError) -> [FolderEntry] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw DataError(
        .missing, "\(path): not a folder that can be read",
        remedy: "check the path and its permissions")
    }
    return names.filter { !$0.hasPrefix(".") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .map { FolderEntry(named: $0, in: path) }
  }

  /// Looks at one name; one that leads nowhere is an entry of no size.
  init(named name: String, in folder: String) {
    var status = stat()
    let found = stat("\(folder)/\(name)", &status) == 0
    self.name = name
    isFolder = found && status.st_mode & S_IFMT == S_IFDIR
    size = found ? Int(status.st_size) : 0
    modified = found ? status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec : 0
  }
}
