import Foundation
import TestFolders

/// A folder that goes with its test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path =
      TemporaryFolders.url
      .appendingPathComponent("decaph-folder-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
