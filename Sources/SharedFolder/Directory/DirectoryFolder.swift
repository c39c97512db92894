/// The shared folder on disk, under whatever mounts or synchronises it.
///
/// Holds no open file between calls, so the share may be unmounted and come back. Paths are
/// walked one component at a time without following links, so nothing that a peer puts into the
/// folder leads out of it.
public struct DirectoryFolder: Folder {
  /// The path of the shared folder; itself it may be reached through links.
  public let root: String
  /// The folder of `root` that is meant, in place of itself.
  let inside: String?

  /// Names a shared folder; nothing is opened yet.
  public init(_ root: String) {
    self.root = root
    inside = nil
  }

  /// Names a copy of a shared folder that lies inside a medium, a USB stick for example.
  /// - Parameters:
  ///   - medium: the medium; itself it may be reached through links.
  ///   - name: the folder on it, a plain name; never reached through a link.
  public init(medium: String, folder name: String) {
    precondition(
      FolderPath(name)?.components.count == 1, "a folder of a medium has a plain name")
    root = medium
    inside = name
  }

  /// The names in one directory, read afresh; see `Folder`.
  public func list(_ directory: FolderPath) throws(FolderError) -> [String] {
    do throws(FolderError) {
      let descriptor = try open(directory)
      return try reading(directory) { () throws(SystemError) in try descriptor.entries() }
    } catch  where error.code == .missing {
      return []
    }
  }

  /// Opens the root, then each component in turn.
  func open(_ directory: FolderPath) throws(FolderError) -> Descriptor {
    var descriptor = try openRoot()
    for name in directory.components {
      descriptor = try reading(directory) { () throws(SystemError) in
        try descriptor.openDirectory(name)
      }
    }
    return descriptor
  }

  func openRoot() throws(FolderError) -> Descriptor {
    let top: Descriptor
    do throws(SystemError) {
      top = try .directory(path: root)
    } catch {
      throw FolderError(root: root, error)
    }
    guard let inside else { return top }
    do throws(SystemError) {
      return try top.openDirectory(inside)
    } catch {
      throw FolderError(root: "\(root)/\(inside)", error)
    }
  }
}
