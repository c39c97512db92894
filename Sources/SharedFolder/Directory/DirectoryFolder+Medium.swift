import Glibc

/// What a copy on a medium needs beside what every shared folder can do.
extension DirectoryFolder {
  /// Makes the folder on the medium, durably, where it is not there yet; the medium must be.
  /// - Throws: `notMounted`, `notRegular` when a link or a file has its name, `full`, `io`.
  public func makeInside() throws(FolderError) {
    guard let inside else { return }
    let medium = DirectoryFolder(root)
    let top = try medium.openRoot()
    do throws(SystemError) {
      _ = try top.openOrCreateDirectory(inside)
    } catch {
      throw FolderError(writing: FolderPath(components: [inside]), error)
    }
  }

  /// Brings the names in a directory to the disk; their content is there before they have them.
  ///
  /// Publishing does so each time. This is for what an earlier process may have left: it may have
  /// been killed between giving a name and this.
  /// - Throws: `missing`, `notReady`, `io`; then a medium must not be pulled out yet.
  public func synchronise(_ directory: FolderPath) throws(FolderError) {
    let descriptor = try open(directory)
    try writing(directory) { () throws(SystemError) in _ = try descriptor.synchronise() }
  }
}
