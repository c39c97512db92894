import Artifacts
import DifferentialPrivacy

/// How long one round took this hospital, in milliseconds, without the share and without waiting.
struct RehearsedRound: Encodable, Hashable {
  let round: Int
  /// `census`, `training` or `evaluation`.
  let kind: String
  /// Sample, gradients, noise; or counts.
  let vector: Int
  /// Masks, shares, sealing, signing.
  let masked: Int
  /// Checking the others' masked files, and the shares for the sum.
  let unmask: Int
  /// Opening the others' vectors, their sum, the next model.
  let close: Int
  /// Result and model, for whoever leads.
  let outcome: Int
  /// Files that all hospitals publish for it.
  let bytes: Int

  /// All of it, as if this hospital led.
  var total: Int { vector + masked + unmask + close + outcome }
}
