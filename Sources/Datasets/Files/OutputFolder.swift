import Foundation

/// A folder that appears whole or not at all: built beside its place and moved there at the end.
struct OutputFolder {
  /// Where it will be.
  let path: String
  /// Where it is being built.
  let staging: String

  /// Starts to build.
  ///
  /// - Throws: `.exists` if something other than an empty folder is there, `.unwritable`.
  init(_ path: String) throws(DataError) {
    // A slash at the end would put the staging folder into the output.
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    var status = stat()
    if lstat(path, &status) == 0 {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      let names = isFolder ? try? FileManager.default.contentsOfDirectory(atPath: path) : nil
      guard let names, names.isEmpty else {
        throw DataError(
          .exists, "\(path): already there, and not an empty folder",
          remedy: "choose another output or remove it")
      }
    }
    self.path = path
    staging = "\(path).partial-\(getpid())-\(UUID().uuidString.prefix(8))"
    try makeFolder("")
  }

  /// Makes a folder and those it lies in, `name` relative to the output.
  func makeFolder(_ name: String) throws(DataError) {
    do {
      try FileManager.default.createDirectory(
        atPath: place(name), withIntermediateDirectories: true)
    } catch {
      throw DataError(
        .unwritable, "\(path): cannot be made", remedy: "check free space and permissions")
    }
  }

  /// Makes a file without waiting for the disk, `name` relative to the output.
  func create(_ name: String, _ bytes: [UInt8]) throws(DataError) {
    guard FileManager.default.createFile(atPath: place(name), contents: Data(bytes)) else {
      throw DataError(
        .unwritable, "\(path)/\(name): cannot be written",
        remedy: "check free space and permissions")
    }
  }

  /// Writes a file and makes it durable, `name` relative to the output.
  func write(_ bytes: [UInt8], to name: String) throws(DataError) {
    try AtomicFile.replace(place(name), with: bytes, mode: 0o644)
  }

  /// Places a file of the source, as a link if asked and possible, otherwise as a copy.
  func place(_ source: String, as name: String, linked: Bool) throws(DataError) {
    // A link to what a symbolic link leads to, not to itself.
    if linked, linkat(AT_FDCWD, source, AT_FDCWD, place(name), AT_SYMLINK_FOLLOW) == 0 { return }
    guard let data = FileManager.default.contents(atPath: source) else {
      throw DataError(
        .missing, "\(source): cannot be read any more", remedy: "leave the source unchanged")
    }
    try create(name, Array(data))
  }

  /// Moves the folder to its place.
  func finish() throws(DataError) {
    // An empty folder is replaced; one that has been filled meanwhile is not.
    guard rename(staging, path) == 0 else {
      throw DataError(
        .exists, "\(path): \(String(cString: strerror(errno)))",
        remedy: "choose another output or remove it")
    }
    AtomicFile.syncFolder(of: path)
  }

  /// Removes what was built.
  func discard() {
    try? FileManager.default.removeItem(atPath: staging)
  }

  private func place(_ name: String) -> String { name.isEmpty ? staging : "\(staging)/\(name)" }
}
