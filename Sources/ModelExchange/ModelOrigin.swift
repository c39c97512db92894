import DifferentialPrivacy
import ModelUpdate
import Sodium

/// Which round of which consortium a model comes from, and what it has cost the patients.
public struct ModelOrigin: Codable, Hashable, Sendable {
  /// The consortium's name for people.
  public var title: String
  /// Digest of the manifest.
  public var session: Digest
  /// The closed round after which the model stood.
  public var round: Int
  /// BLAKE2b-256 of the consortium's own model file, as in `result.json` of that round.
  public var model: Digest
  /// Epsilon through that round against a coalition of the tolerated size, rounded up to hundredths.
  public var epsilon: Real
  /// The probability with which that bound may fail.
  public var delta: Real
  /// What epsilon protects.
  public var unit: PrivacyUnit
  /// Rounds whose exact counts were released; no epsilon covers them.
  public var roundsWithoutNoise: Int

  /// Names an origin.
  public init(
    title: String, session: Digest, round: Int, model: Digest, epsilon: Real, delta: Real,
    unit: PrivacyUnit, roundsWithoutNoise: Int
  ) {
    self.title = title
    self.session = session
    self.round = round
    self.model = model
    self.epsilon = epsilon
    self.delta = delta
    self.unit = unit
    self.roundsWithoutNoise = roundsWithoutNoise
  }

  /// One line for people.
  public var text: String {
    let exact = roundsWithoutNoise == 0 ? "" : " and \(roundsWithoutNoise) rounds without noise"
    return "round \(round) of \"\(title)\", session \(session.hex.prefix(16)), epsilon \(epsilon) "
      + "\(unit.short) at delta \(delta)\(exact)"
  }
}
