import Artifacts
import Rounds
import SharedFolder
import Sodium

/// What the hospital's patients pay for masked files that its state has forgotten.
extension StateRecovery {
  /// Charges an own masked file by the roster of its round.
  ///
  /// - Throws: `NodeError` 75 when the result on which it stands is not here.
  func charge(_ file: UnverifiedFile) throws {
    let statement = try verifier.statement(MaskedBody.self, file)
    try charge(file.place, try basis(of: statement))
  }

  /// Charges a masked file under a key of before that hangs on no change. A lost state can have signed
  /// it, or somebody who has found the key; so it costs what the hospital can have given, and nothing
  /// is waited for: the round has to be one in which the consortium expected it with that entry.
  func chargeIfExpected(_ file: UnverifiedFile) throws {
    guard file.place.slot == .masked,
      // What is charged is charged: a file of unknown origin stops no recovery.
      try !hospital.charges.entries().contains(where: { $0.slot == file.place.key }),
      let statement = try? verifier.statement(MaskedBody.self, file).content,
      let basis = try consortiumBasis(of: file.place.round, on: statement.K),
      basis.roster.members[hospital.id]?.incarnation == statement.incarnation
    else { return }
    try charge(file.place, basis)
  }

  private func charge(_ place: Place, _ basis: RoundBasis) throws {
    var purse = try PrivacyPurse(hospital: hospital, plan: manifest.content.plan)
    try purse.charge(place.key, basis: basis)
  }

  /// On what a round stands by this state's own memory, or by the word of more others than may
  /// collude.
  private func consortiumBasis(of round: Int, on K: Digest) throws -> RoundBasis? {
    if let tip = try hospital.tip(), Digest(hashing: tip.resultBytes) == K {
      let basis = try? RoundBasis(
        after: try tip.document(), digest: K, manifest: manifest.content)
      return basis?.round == round ? basis : nil
    }
    let words = OthersWord(hospital.id, VerifiedFolder(folder, manifest, verifier.ring))
    return words.result(of: round - 1, digest: K).flatMap {
      try? RoundBasis(after: $0, digest: K, manifest: manifest.content)
    }
  }

  private func basis(of statement: MaskedStatement) throws -> RoundBasis {
    if let tip = try hospital.tip(), Digest(hashing: tip.resultBytes) == statement.content.K {
      return try RoundBasis(
        after: try tip.document(), digest: statement.content.K, manifest: manifest.content)
    }
    let round = statement.place.round - 1
    for id in manifest.content.members.map(\.id) {
      guard let file = try? reader.read(Place(member: id, round: round, slot: .result)),
        Digest(hashing: file.bytes) == statement.content.K,
        let result = try? verifier.document(ResultDocument.self, file)
      else { continue }
      return try RoundBasis(
        after: result.content, digest: result.digest, manifest: manifest.content)
    }
    throw NodeError(
      .tryLater,
      "the result of round \(round), on which \(statement.place.json) stands, is not here",
      remedy: "wait until the shared directory is synchronised, then run 'recover' again")
  }
}
