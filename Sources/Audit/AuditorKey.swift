import Artifacts
import Sodium

/// An auditor's own sealing key.
public enum AuditorKey {
  /// Makes a key, writes its secret half to a new file of mode 0600, returns the public half.
  ///
  /// - Throws: ``AuditError`` 64 when the file exists or would lie in a shared directory, 66 when its
  ///   folder is not there, 74 when it cannot be written.
  public static func make(at path: String) throws(AuditError) -> String {
    let file = try ExclusiveFile(path)
    let key = SealingKey.generate()
    try SealingKeyFile.encode(key).withUnsafeBytes { bytes throws(AuditError) in
      try file.write(bytes)
    }
    return key.publicKey.description
  }
}
