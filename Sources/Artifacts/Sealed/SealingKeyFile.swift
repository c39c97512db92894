import Sodium

/// A sealing key as a private file: what `decaph-audit key` writes for an auditor, and what a
/// hospital keeps in its secret store.
///
/// Whoever holds it opens what is sealed to it, so it is kept as `0600` and never in the shared
/// directory.
public enum SealingKeyFile {
  /// The file's bytes.
  public static func encode(_ key: SealingKey) -> SecretBytes { key.keyFile() }

  /// Reads a file's bytes and wipes them.
  ///
  /// - Parameter file: its path, for the message.
  public static func decode(
    wiping bytes: inout [UInt8], file: String
  ) throws(Rejection) -> SealingKey {
    do {
      return try SealingKey(wipingKeyFile: &bytes)
    } catch {
      throw Rejection(.field, file: file, error.message, remedy: error.remedy)
    }
  }
}

extension SealingKeyFile {
  /// Whether a file is locked by the hospital's identity key.
  public static func isLocked(_ bytes: [UInt8]) -> Bool { SealingKey.isLocked(keyFile: bytes) }

  /// The file's bytes, which only an identity key opens.
  public static func encode(_ key: SealingKey, lockedBy identity: IdentityKey) -> [UInt8] {
    key.keyFile(lockedBy: identity)
  }

  /// Reads a file that an identity key locks.
  ///
  /// - Parameter file: its path, for the message.
  public static func decode(
    _ bytes: [UInt8], lockedBy identity: IdentityKey, file: String
  ) throws(Rejection) -> SealingKey {
    do {
      return try SealingKey(keyFile: bytes, lockedBy: identity)
    } catch {
      throw Rejection(.field, file: file, error.message, remedy: error.remedy)
    }
  }
}
