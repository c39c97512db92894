import Artifacts
import Foundation
import Glibc
import Sodium

/// An auditor's own sealing key.
public enum AuditorKey {
  /// Makes a key, writes its secret half to a new file of mode 0600, returns the public half.
  ///
  /// - Throws: ``AuditError`` 64 when the file exists, 74 when it cannot be written.
  public static func make(at path: String) throws(AuditError) -> String {
    let key = SealingKey.generate()
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw AuditError(
        errno == EEXIST ? 64 : 74, "\(path) cannot be made: \(String(cString: strerror(errno)))",
        remedy: "give --out a new file in a folder of yours")
    }
    let file = SealingKeyFile.encode(key)
    let isWritten = file.withUnsafeBytes { bytes in
      write(descriptor, bytes.baseAddress, bytes.count) == bytes.count && fsync(descriptor) == 0
    }
    guard close(descriptor) == 0, isWritten else {
      unlink(path)
      throw AuditError(74, "\(path) cannot be written", remedy: "check the disk, then try again")
    }
    return key.publicKey.description
  }
}
