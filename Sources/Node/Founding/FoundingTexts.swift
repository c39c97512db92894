import Artifacts
import Sodium

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

/// A manifest in words.
enum ManifestText {
  /// Session, members with fingerprints, what is trained and at what price.
  static func of(_ manifest: Verified<Manifest>) -> String {
    let plan = manifest.content.plan
    let members = manifest.content.members.map {
      "  \($0.id)  \($0.identity.fingerprint)\($0.id == manifest.content.coordinator ? "  founder" : "")"
    }
    let auditors = plan.auditors.map { "  \($0.name)" }
    return """
      session  \(manifest.digest.hex)
      plan     "\(plan.title)", \(plan.training.rounds) rounds, epsilon at most \
      \(plan.privacy.epsilon) at delta \(plan.privacy.delta)
      members
      \(members.joined(separator: "\n"))
      \(auditors.isEmpty ? "no auditor" : "auditors\n" + auditors.joined(separator: "\n"))
      """
  }
}
