import Foundation
import Images

/// Images to be predicted: one file, or all below a folder, in the order of the bytes of their
/// paths. Folders named `masks` are never entered, as in training.
public struct UnlabelledImages: Sendable {
  /// The files, relative to the folder.
  public let files: [String]
  private let root: String

  /// Folders below folders that are entered.
  private static let deepest = 16

  /// Finds the files; none is opened yet.
  ///
  /// - Throws: `.missing` if there is no such file or folder, or no image in it.
  public init(_ path: String) throws(DataError) {
    let url = URL(fileURLWithPath: path).standardizedFileURL
    let entry = FolderEntry(
      named: url.lastPathComponent, in: url.deletingLastPathComponent().path)
    guard FileManager.default.fileExists(atPath: path) else {
      throw DataError(.missing, "\(path): no such file or folder", remedy: "check the path")
    }
    guard entry.isFolder else {
      root = url.deletingLastPathComponent().path
      files = [url.lastPathComponent]
      return
    }
    root = url.path
    files = try Self.images(below: "", of: root, depth: 0)
    guard !files.isEmpty else {
      throw DataError(
        .missing, "\(path): no PNG or JPEG file in it",
        remedy: "give an image or a folder of images"
      )
    }
  }

  /// Reads some of the files as training does: grey, averaged to a side, in [0, 1]. A file that
  /// cannot be read is named among the skipped.
  ///
  /// - Parameter range: which of ``files``.
  public func load(_ range: Range<Int>, side: Int) -> UnlabelledExamples {
    let paths = Array(files[range])
    let size = side * side
    let slots = UnsafeMutablePointer<Float>.allocate(capacity: max(paths.count * size, 1))
    defer { slots.deallocate() }
    nonisolated(unsafe) let target = slots
    let decoding = ImageDecoding(root: root, paths: paths)
    let errors = decoding.forEach { index, image in
      (target + index * size).initialize(from: image.areaAveraged(to: side), count: size)
    }
    var values: [Float] = []
    var ids: [String] = []
    for (index, error) in errors.enumerated() where error == nil {
      values += UnsafeBufferPointer(start: slots + index * size, count: size)
      ids.append(paths[index])
    }
    return UnlabelledExamples(
      shape: [1, side, side], values: values, ids: ids,
      skipped: decoding.skipped(errors), notes: [])
  }

  private static func images(
    below folder: String, of root: String, depth: Int
  ) throws(DataError) -> [String] {
    var found: [String] = []
    for entry in try FolderEntry.list(folder.isEmpty ? root : "\(root)/\(folder)") {
      let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
      if entry.isFolder {
        guard entry.name.lowercased() != "masks", depth < deepest else { continue }
        found += try images(below: path, of: root, depth: depth + 1)
      } else if ImageListing.isImageName(entry.name) {
        found.append(path)
      }
    }
    return found
  }
}
