import Foundation

/// Which directory is meant when a command names none.
public enum AuditLocation {
  /// The given directory, else `$DECAPH_DIR`, else the nearest parent of the current directory
  /// that holds a consortium, else `./shared`.
  public static func resolve(_ given: String?) -> String {
    if let given { return given }
    if let named = ProcessInfo.processInfo.environment["DECAPH_DIR"], !named.isEmpty {
      return named
    }
    return consortium(around: FileManager.default.currentDirectoryPath) ?? "shared"
  }

  /// The consortium's directory that a folder is or lies in; nil outside of all.
  static func consortium(around path: String) -> String? {
    var folder = URL(fileURLWithPath: path)
    while folder.path != "/" {
      let members = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      let holdsConsortium = members.contains {
        FileManager.default.fileExists(atPath: "\(folder.path)/\($0)/consortium/manifest.json")
      }
      if holdsConsortium { return folder.path }
      folder.deleteLastPathComponent()
    }
    return nil
  }

  /// Whether there is a directory of this name, or a link to one.
  static func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }
}
