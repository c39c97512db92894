import Journal
import Sodium

/// A published model that this hospital has opened and found to be the one that it derived.
struct SeenModel: Codable, Hashable, Sendable {
  /// Digest of the statement that pins it, with its signature.
  let file: Digest
  /// Where the statement lies.
  let place: String
  /// Digest of the result that it belongs to.
  let result: Digest
  /// Digest of the model.
  let model: Digest
  /// When it was found right, by the hospital's own clock.
  let since: ClockReading
}
