import Artifacts
import Foundation
import Rounds
import Sodium

/// What lies there under a key that this hospital has changed: its own, or of somebody who found the
/// key, and who must neither hinder a recovery nor get anything into it.
extension StateRecovery {
  /// Whether a masked file is under a key of before and of no round in which this hospital had that key:
  /// then somebody has signed it who found the key, and could hinder every recovery with it.
  ///
  /// - Throws: `NodeError` 75 where that cannot be told, as no result of the round before is here.
  func isForged(_ file: UnverifiedFile) throws -> Bool {
    guard file.place.slot == .masked, isUnderEarlierKey(file) else { return false }
    guard let statement = try? verifier.statement(MaskedBody.self, file) else { return true }
    let round = file.place.round
    do {
      return try basis(of: statement).roster.members[hospital.id]?.incarnation
        != statement.content.incarnation
    } catch let failure as NodeError where failure.status == .tryLater {
      // It stands on a result that nobody has published, or on one that is not here yet.
      let newest = try VerifiedFolder(folder, manifest).newestRound()
      guard round > newest + 1 || isResultHere(of: round - 1) else { throw failure }
      return true
    }
  }

  func isUnderEarlierKey(_ file: UnverifiedFile) -> Bool {
    verifier.signer(of: file) != hospital.identity.publicKey
  }

  private func isResultHere(of round: Int) -> Bool {
    manifest.content.members.contains { member in
      let file = try? reader.read(Place(member: member.id, round: round, slot: .result))
      return file.flatMap { try? verifier.document(ResultDocument.self, $0) } != nil
    }
  }

  /// Whether a statement comes before the last change of the key in this hospital's chain: what it
  /// signed itself with a key of before does.
  func isBeforeChange(_ file: UnverifiedFile) throws -> Bool {
    guard let change = verifier.ring.rotations(of: hospital.id).last else { return true }
    let place = Place(member: hospital.id, slot: .enrol(change))
    guard let entry = try reader.read(place),
      let end = try? JSONDecoder().decode(ChainPosition.self, from: Data(entry.bytes)),
      let position = try? JSONDecoder().decode(ChainPosition.self, from: Data(file.bytes))
    else { return false }
    return (1..<max(1, end.seq)).contains(position.seq)
  }

  /// The one field of a statement that says where in the chain it is.
  private struct ChainPosition: Decodable {
    let seq: Int
  }
}
