import Artifacts
import Journal
import Sodium

/// Writes a key that opens vectors and models for `--key`, readable by its owner alone.
enum AuditorKeyFile {
  static func write(_ key: SealingKey, to path: String) throws {
    let file = SealingKeyFile.encode(key)
    try file.withUnsafeBytes { bytes throws in try AtomicFile.write([UInt8](bytes), to: path) }
  }
}
