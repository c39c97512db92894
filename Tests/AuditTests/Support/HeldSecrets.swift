import Artifacts
import SecureAggregation

/// One round's secrets of a hospital, which cannot be copied, in a box.
final class HeldSecrets {
  let secrets = RoundSecrets.random()
  /// Their public halves.
  var keys: RoundKeys { RoundKeys(secrets) }
}
