import Artifacts
import Rounds
import Sodium

/// Who has laid whole copies of a masked file: once more than c members have, one of them is honest
/// and nobody need make another.
///
/// A copy counts with the author's signature and with its vector beside it. It counts for ever: its
/// maker may take it away again, an honest one does not.
final class RelayCopies {
  private let verifier: Verifier
  private let payloads: MaskedPayloads
  private let tolerated: Int
  private var makers: [Digest: Set<MemberID>] = [:]
  private var looks: SpacedLooks<Copy>

  private struct Copy: Hashable {
    let digest: Digest
    let maker: MemberID
  }

  init(verifier: Verifier, payloads: MaskedPayloads) {
    (self.verifier, self.payloads) = (verifier, payloads)
    let basis = payloads.rules.basis
    tolerated = basis.roster.c
    looks = SpacedLooks(longest: Double(basis.manifest.plan.rounds.patience.leader) / 4)
  }

  /// Looks at a copy of a masked file.
  ///
  /// - Parameters:
  ///   - file: the copied statement with its signature, under its author's name.
  ///   - maker: the member in whose folder it lies, as `relay-` and the author's name.
  ///   - statement: the statement that it is a copy of.
  func note(_ file: UnverifiedFile, of statement: MaskedStatement, by maker: MemberID) {
    let copy = Copy(digest: statement.digest, maker: maker)
    guard maker != file.place.member, makers[copy.digest]?.contains(maker) != true,
      looks.isDue(copy, now: payloads.hospital.clock.now()),
      (try? verifier.signature(of: file)) != nil
    else { return }
    let place = Place(
      member: maker, round: file.place.round, slot: .relay(file.place.member))
    guard let bytes = try? payloads.bytes(of: statement, beside: place),
      (try? payloads.check(bytes, of: statement, beside: place)) != nil
    else { return }
    makers[copy.digest, default: []].insert(maker)
  }

  /// Whether so many have copied a file that one of them is honest.
  func isEnough(_ digest: Digest) -> Bool { makers[digest]?.count ?? 0 > tolerated }
}
