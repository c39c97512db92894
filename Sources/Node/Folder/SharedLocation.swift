import Foundation

/// Which directory is meant when a command names none.
public enum SharedLocation {
  /// The given directory, else `$DECAPH_DIR`, else the nearest parent that holds a consortium,
  /// else `./shared`; absolute, with symbolic links resolved where it exists.
  public static func resolve(_ given: String?) -> String {
    if let given { return absolute(given) }
    if let named = ProcessInfo.processInfo.environment["DECAPH_DIR"], !named.isEmpty {
      return absolute(named)
    }
    return consortium(around: FileManager.default.currentDirectoryPath) ?? absolute("shared")
  }

  /// The consortium's directory that a path lies in, or is; nil outside of all.
  static func consortium(around path: String) -> String? {
    var folder = URL(fileURLWithPath: absolute(path))
    while folder.path != "/" {
      if holdsConsortium(folder.path) { return folder.path }
      folder.deleteLastPathComponent()
    }
    return nil
  }

  /// Whether some member's `consortium/manifest.json` or `plan.json` lies in a directory.
  static func holdsConsortium(_ directory: String) -> Bool {
    let members = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    return members.contains { member in
      ["manifest.json", "plan.json"].contains {
        FileManager.default.fileExists(atPath: "\(directory)/\(member)/consortium/\($0)")
      }
    }
  }

  /// The path from the root, links resolved as far as it exists: Foundation resolves none in a path
  /// whose end is not there yet.
  static func absolute(_ path: String) -> String {
    let url = URL(fileURLWithPath: path)
    guard !FileManager.default.fileExists(atPath: url.path), url.pathComponents.count > 1 else {
      return url.resolvingSymlinksInPath().standardizedFileURL.path
    }
    let end = url.standardizedFileURL
    let parent = absolute(end.deletingLastPathComponent().path)
    return (parent == "/" ? "" : parent) + "/" + end.lastPathComponent
  }
}
