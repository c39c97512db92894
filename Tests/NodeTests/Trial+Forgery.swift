import Artifacts
import Foundation
import Sodium
import Testing

/// What a hospital that lies could write: signed with its own right key.
extension Trial {
  /// Digest of the manifest that lies in the share.
  func session() throws -> Digest {
    Digest(hashing: try #require(read("\(shared)/\(ids[0])/consortium/manifest.json")))
  }

  /// Signs in a hospital's name, with the key from its state.
  func signer(_ id: String) throws -> Signer {
    var file = try #require(read(state(id) + "/secrets/identity"))
    return Signer(
      member: try #require(MemberID(id)), key: try IdentityKey(wipingSecretKeyFile: &file),
      session: try session())
  }

  /// Puts a signed file where it belongs, over what lies there.
  func plant<Content>(_ file: Verified<Content>) throws {
    for (path, bytes) in file.files { try overwrite("\(shared)/\(path)", bytes) }
  }

  /// Reads a file of the share as what it should be.
  func decode<Content: Codable>(_ type: Content.Type, _ path: String) throws -> Content {
    try CanonicalJSON.decode(type, from: #require(read(path)), file: path)
  }
}

extension ResultDocument {
  /// The same result with another model.
  func naming(model: Digest) -> ResultDocument {
    ResultDocument(
      session: session, round: round, outcome: outcome, K: K, set: set, seeds: seeds,
      aggregate: aggregate, model: model, ledger: ledger, roster: roster, commit: commit)
  }
}

extension Statement {
  /// The same statement said at another time.
  func repeated(created: String) throws -> Statement {
    Statement(
      place: Place(member: from, round: round, slot: try #require(Slot(name: slot))),
      session: session, K: K,
      incarnation: incarnation, link: ChainLink(seq: seq, prev: prev), sees: sees,
      payload: payload, body: body, created: created, software: software)
  }
}
