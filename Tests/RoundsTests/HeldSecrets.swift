import Artifacts
import SecureAggregation
import Sodium

/// A member's round secrets as the journal keeps them, so that tables can hold them.
final class HeldSecrets: Sendable {
  let keys: RoundKeys
  private let bytes: [UInt8]

  init() {
    let secrets = RoundSecrets.random()
    keys = RoundKeys(secrets)
    bytes = secrets.withUnsafeBytes { Array($0) }
  }

  func restored() throws -> RoundSecrets {
    var copy = bytes
    return try RoundSecrets(restoring: SecretBytes(wiping: &copy))
  }
}
