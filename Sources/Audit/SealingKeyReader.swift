import Artifacts
import Foundation
import SharedFolder
import Sodium

/// Reads the sealing key that an audit is given: an auditor's, or a hospital's, which its identity
/// key beside it may lock.
public struct SealingKeyReader {
  /// Asks a person for a secret; nil where there is nobody to ask.
  public typealias Question = (String) -> [UInt8]?

  let path: String
  let ask: Question?

  func read() throws(AuditError) -> SealingKey {
    // Read as the shared directory is: only a plain file, never waiting for a pipe.
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    var bytes = try bytes(file)
    let isLocked = SealingKeyFile.isLocked(bytes)
    let identity = isLocked ? try identity(beside: file) : nil
    do {
      guard let identity else { return try SealingKeyFile.decode(wiping: &bytes, file: path) }
      return try SealingKeyFile.decode(bytes, lockedBy: identity, file: path)
    } catch {
      throw AuditError(64, error.description, remedy: error.remedy)
    }
  }

  private func identity(beside file: URL) throws(AuditError) -> IdentityKey {
    let place = file.deletingLastPathComponent().appending(path: "identity")
    guard var bytes = try? bytes(place) else {
      throw AuditError(
        66, "\(path) is locked by the hospital's identity key, which is not beside it",
        remedy: "give --key the file secrets/sealing in the hospital's state")
    }
    do {
      guard IdentityKey.isLocked(secretKeyFile: bytes) else {
        return try IdentityKey(wipingSecretKeyFile: &bytes)
      }
      guard var typed = ask?("passphrase of \(place.path): "), !typed.isEmpty else {
        throw AuditError(
          64, "\(path) is under a passphrase, and there is no terminal to ask for it",
          remedy: "audit at a terminal, or with an auditor's key")
      }
      return try IdentityKey(
        wipingSecretKeyFile: &bytes, passphrase: SecretBytes(wiping: &typed))
    } catch let error as AuditError {
      throw error
    } catch {
      throw AuditError(64, "\(place.path): \(error)", remedy: "try again")
    }
  }

  private func bytes(_ file: URL) throws(AuditError) -> [UInt8] {
    let absent = AuditError(66, "no key file \(path)", remedy: "check --key")
    guard let name = FolderPath(file.lastPathComponent) else { throw absent }
    do throws(FolderError) {
      return try DirectoryFolder(file.deletingLastPathComponent().path).read(name, limit: 4096)
    } catch {
      switch error.code {
      case .missing, .notMounted: throw absent
      case .tooLarge, .notRegular:
        throw AuditError(64, "\(path) is no key file: \(error.message)", remedy: "check --key")
      default: throw AuditError(66, "\(path): \(error.message)", remedy: error.remedy)
      }
    }
  }
}
