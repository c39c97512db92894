/// What a person reads out on the telephone, and the stock command that checks signatures.
enum FingerprintText {
  /// The fingerprint and the minisign key of a hospital.
  static func of(_ hospital: Hospital) -> String {
    let key = hospital.identity.publicKey
    return """
      fingerprint of \(hospital.id):  \(key.fingerprint)
      minisign public key:  \(key)
      """
  }
}
