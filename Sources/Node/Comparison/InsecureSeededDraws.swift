import Sodium

/// The random numbers of one arm and seed of a comparison, so that it can be repeated.
///
/// **Insecure on purpose.** Whoever compares has all hospitals' data on one machine; nothing is
/// protected here, and no real consortium draws like this.
struct InsecureSeededDraws {
  let seed: UInt64
  let arm: String

  /// The seed of one hospital's draws in one round.
  func insecureSeed(hospital: Int, round: Int) -> UInt64 {
    Digest(hashing: Array("compare \(seed) \(arm) \(hospital) \(round)".utf8)).bytes
      .prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Runs a body whose draws, also those from libsodium, follow from seed, arm, hospital and round.
  func insecureSeeded<Result>(
    hospital: Int, round: Int, _ body: () throws -> Result
  ) rethrows -> Result {
    try InsecureRandomness.withInsecureSeed(
      insecureSeed(hospital: hospital, round: round), body)
  }
}
