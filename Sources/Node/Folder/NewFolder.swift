import Foundation

/// A folder that a command makes for itself.
enum NewFolder {
  /// The absolute path of one that is not there yet, or is empty.
  ///
  /// - Throws: `NodeError` 64 when something lies in it: nothing is ever overwritten.
  static func path(_ given: String) throws -> String {
    let manager = FileManager.default
    let path = SharedLocation.absolute(given)
    var isFolder: ObjCBool = false
    guard !manager.fileExists(atPath: path, isDirectory: &isFolder) || isFolder.boolValue else {
      throw NodeError(.usage, "\(path) is a file", remedy: "give --dir a new folder")
    }
    guard
      try !manager.fileExists(atPath: path) || manager.contentsOfDirectory(atPath: path).isEmpty
    else {
      throw NodeError(
        .usage, "\(path) is not empty", remedy: "give --dir a new folder; none is overwritten")
    }
    return path
  }
}
