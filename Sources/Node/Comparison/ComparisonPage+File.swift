import Foundation

extension ComparisonPage {
  /// Where a page goes: checked before hours of training, written after them.
  public struct File {
    private let path: String

    /// - Throws: `NodeError` 66 or 64 when no file can be there.
    public init(_ path: String) throws(NodeError) {
      self.path = SharedLocation.absolute(path)
      guard SharedLocation.consortium(around: self.path) == nil else {
        throw NodeError(
          .usage, "--html: \(self.path) would lie in the shared directory, where no data belong",
          remedy: "give a file in a folder of your own")
      }
      let folder = (self.path as NSString).deletingLastPathComponent
      var isDirectory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory),
        isDirectory.boolValue
      else {
        throw NodeError(
          .missing, "--html: there is no folder \(folder)", remedy: "make it, or give another file")
      }
      guard
        !FileManager.default.fileExists(atPath: self.path, isDirectory: &isDirectory)
          || !isDirectory.boolValue
      else {
        throw NodeError(
          .usage, "--html: \(self.path) is a folder", remedy: "give the name of a file in it")
      }
      guard FileManager.default.isWritableFile(atPath: folder) else {
        throw NodeError(
          .io, "--html: \(folder) cannot be written", remedy: "give a file in another folder")
      }
    }

    /// Writes the page; a file that is there is replaced.
    ///
    /// - Throws: `NodeError` 74.
    public func write(_ page: String) throws(NodeError) {
      do {
        try Data(page.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      } catch {
        throw NodeError(
          .io, "--html: \(path) cannot be written", remedy: "give a file in another folder")
      }
    }
  }
}
