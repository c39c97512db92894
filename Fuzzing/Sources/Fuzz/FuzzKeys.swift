import Sodium

/// Keys that everybody may know: they sign and open what is made up.
enum FuzzKeys {
  /// Signs statements, so that what lies behind the signature is reached at all.
  static let identity: IdentityKey = Invariant.succeeds("the identity key is read") {
    var file = Array(
      """
      untrusted comment: decaph identity key, keep it secret
      RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHvKmZD2ON5X9K0ZMaTq6/cuAwPazfgIF0Bra2TdDiT2mve58X2OVpN5pGnQk2J4/e7NS1WU324esBDt8JJlNr07bZdRBUNAbAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

      """.utf8)
    return try IdentityKey(wipingSecretKeyFile: &file)
  }

  /// Opens the sealed files of Tests/ArtifactsTests/Vectors.
  static let sealing: SealingKey = Invariant.succeeds("the sealing key is read") {
    var file = Array(
      """
      decaph sealing key: secret, never share
      YwhhE6szzMF1DeWH2AChjcHrgbNy9jKgbOElvtGha0o

      """.utf8)
    return try SealingKey(wipingKeyFile: &file)
  }
}
