import Foundation
import Images
import TestFolders

/// A folder of a test's own, removed at the end, with helpers to fill it.
struct TemporaryFolder: ~Copyable {
  let path = TemporaryFolders.url
    .appendingPathComponent("decaph-data-\(UUID().uuidString)").path

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file and the folders above it.
  func write(_ name: String, _ bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func write(_ name: String, _ text: String) throws {
    try write(name, Array(text.utf8))
  }

  /// Writes a 4 x 4 image whose pixels follow from `shade`: equal shades are exact copies.
  func image(_ name: String, shade: Int) throws {
    let pixels = (0..<16).map { UInt8((shade * 31 + shade / 256 * $0 + $0) % 256) }
    try write(name, GreyImage(width: 4, height: 4, pixels: pixels).encodePNG())
  }

  /// Every file below a folder of this one, relative to it, with its bytes.
  func files(_ folder: String) throws -> [String: Data] {
    let root = "\(path)/\(folder)"
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: root) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isFolder)
      if !isFolder.boolValue {
        files[name] = try Data(contentsOf: URL(fileURLWithPath: "\(root)/\(name)"))
      }
    }
    return files
  }
}
