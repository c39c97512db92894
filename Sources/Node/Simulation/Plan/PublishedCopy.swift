import Foundation
import SharedFolder
import Sodium

/// A folder on disk with everything that a simulated plan's hospitals publish, to be audited like any
/// shared directory, and with the key of one of them.
struct PublishedCopy {
  let root: String
  let folder: DirectoryFolder
  /// The shared directory.
  var shared: String { root + "/shared" }
  /// The sealing key of the first hospital, as `--key` takes it.
  var key: String { root + "/h1.key" }

  /// Makes the folder.
  init(_ root: String) throws {
    self.root = root
    try FileManager.default.createDirectory(
      atPath: root + "/shared", withIntermediateDirectories: true)
    folder = DirectoryFolder(root + "/shared")
  }

  /// Writes a file of a hospital.
  func publish(_ bytes: [UInt8], at path: ArtifactPath) throws {
    try folder.publish(bytes, at: path)
  }

  /// Writes a hospital's sealing key, readable by its owner alone.
  func write(key: SealingKey?) throws {
    guard let key else { return }
    try AuditorKeyFile.write(key, to: self.key)
  }
}
