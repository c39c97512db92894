import Sodium
import Synchronization

/// Identity keys that this process has opened with a passphrase, in guarded memory, by the digest of
/// their files: a file that was changed is asked for again.
enum UnlockedIdentities {
  private static let keys = Mutex<[Digest: IdentityKey]>([:])

  static func key(of digest: Digest) -> IdentityKey? { keys.withLock { $0[digest] } }

  static func remember(_ key: IdentityKey, of digest: Digest) {
    keys.withLock { $0[digest] = key }
  }
}
