import Sodium

/// A sealing key as a private file: what `decaph-audit key` writes for an auditor, and what a
/// hospital keeps in its secret store.
///
/// Two lines: a comment, and the 32-byte X25519 secret as base64url. Whoever holds it opens what
/// is sealed to it, so it is kept as `0600` and never in the shared directory.
public enum SealingKeyFile {
  private static let comment = "decaph sealing key: secret, never share"

  /// The file's bytes.
  public static func encode(_ key: SealingKey) -> SecretBytes {
    var text = key.secretBytes().withUnsafeBytes { secret in
      [UInt8]("\(comment)\n\([UInt8](secret).base64url)\n".utf8)
    }
    return SecretBytes(wiping: &text)
  }

  /// Reads a file's bytes and wipes them.
  ///
  /// - Parameter file: its path, for the message.
  public static func decode(
    wiping bytes: inout [UInt8], file: String
  ) throws(Rejection) -> SealingKey {
    defer { for index in bytes.indices { bytes[index] = 0 } }
    let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
    guard lines.count == 3, lines[2].isEmpty, Array(lines[0]) == [UInt8](comment.utf8),
      var secret = [UInt8](base64url: String(decoding: lines[1], as: UTF8.self)),
      secret.count == SealingPublicKey.size,
      let key = try? SealingKey(restoring: SecretBytes(wiping: &secret))
    else {
      throw Rejection(
        .field, file: file, "is not a decaph sealing key",
        remedy: "give the file that 'decaph-audit key' wrote, or a hospital's secrets/sealing")
    }
    return key
  }
}
