import Foundation

/// The files below a folder of DICOM objects.
struct DicomFiles {
  /// The folder, absolute.
  let root: String
  /// Relative to the root, in the order of their bytes.
  let paths: [String]

  /// More folders than this are patients or examinations, not classes.
  private static let mostClasses = 20

  /// Lists the files; hidden ones and what links to folders lead to are left out.
  ///
  /// - Throws: `NodeError` 66 when a folder cannot be read.
  init(_ root: String) throws(NodeError) {
    var failed: String?
    let files = FileManager.default.enumerator(
      at: URL(fileURLWithPath: root), includingPropertiesForKeys: nil,
      options: [.skipsHiddenFiles]
    ) { url, _ in
      failed = url.path
      return false
    }
    var paths: [String] = []
    while let url = files?.nextObject() as? URL {
      let path = url.path
      var status = stat()
      guard path.hasPrefix(root + "/"), stat(path, &status) == 0,
        status.st_mode & S_IFMT == S_IFREG
      else { continue }
      paths.append(String(path.dropFirst(root.count + 1)))
    }
    if files == nil { failed = root }
    if let failed {
      throw NodeError(
        .missing, "\(failed): cannot be read", remedy: "check the path and its permissions")
    }
    self.root = root
    self.paths = paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The class of a file by its folder: the first below the root.
  static func folder(of path: String) -> String? {
    let parts = path.split(separator: "/")
    return parts.count > 1 ? String(parts[0]) : nil
  }

  /// Refuses folders that are no classes: their names, of patients perhaps, would be copied.
  func checkClassFolders() throws(NodeError) {
    let folders = Set(paths.compactMap(Self.folder))
    guard folders.count <= Self.mostClasses else {
      throw NodeError(
        .badData, "\(root) holds \(folders.count) folders, too many to be classes",
        remedy: "put the files into one folder for each class, or give --labels")
    }
  }

  /// Whether a file begins as DICOM files do: 128 bytes of anything, then `DICM`.
  func isDicom(_ path: String) -> Bool {
    let descriptor = open("\(root)/\(path)", O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var mark = [UInt8](repeating: 0, count: 4)
    return pread(descriptor, &mark, 4, 128) == 4 && mark == Array("DICM".utf8)
  }
}
