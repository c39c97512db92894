import Artifacts
import Sodium

/// Whether an evidence file proves what it says.
public struct EvidenceRules: Sendable {
  private let verifier: Verifier
  private let manifest: Manifest

  /// The rules of a session.
  public init(_ manifest: Manifest, _ verifier: Verifier) {
    self.manifest = manifest
    self.verifier = verifier
  }

  /// The member that an evidence file convicts, and of what.
  ///
  /// - Parameter outcome: what the reader itself derived for a closed round; `nil` where it no
  ///   longer knows.
  /// - Throws: `.field` when it proves nothing, `.missing` when this reader cannot judge it.
  public func offence(
    of evidence: Verified<Statement<EvidenceBody>>, outcome: (Int) -> DerivedOutcome?
  ) throws(Rejection) -> Offence {
    let (file, body) = (evidence.place.json, evidence.content.body)
    guard let place = Place(body.place), manifest.member(place.member) != nil else {
      throw Rejection(.field, file: file, "field 'place' is no member's file")
    }
    var files: [UnverifiedFile] = []
    for copy in body.copies {
      guard let signed = copy.file(at: place) else {
        throw Rejection(.field, file: file, "field 'copies' is not base64url")
      }
      try verifier.signature(of: signed)
      files.append(signed)
    }
    // Of an outcome, that in the round after it: as everybody knows who can judge it at all.
    let round = place.slot == .commit ? place.round - 1 : place.round
    let isOutcome = [.result, .model, .commit].contains(place.slot)
    let ground = isOutcome ? round : place.round - 1
    let key = key(of: place, entry: outcome(ground)?.entries[place.member])
    guard files.allSatisfy({ verifier.signer(of: $0) == key }) else {
      throw Rejection(
        .signature, file: file, "holds a file under a key that \(place.member) did not have there")
    }
    switch body.kind {
    case .equivocation:
      guard files.count == 2, files[0].bytes != files[1].bytes, place.slot != .manifest else {
        throw Rejection(.field, file: file, "does not hold two different signed files")
      }
    case .falseOutcome:
      guard files.count == 1 else {
        throw Rejection(.field, file: file, "does not hold one signed file")
      }
      guard let derived = outcome(round) else {
        throw Rejection(
          .missing, file: file, "is about round \(round), which is not known here",
          remedy: "nothing: the audit judges it")
      }
      guard try !derived.agrees(with: files[0], verifier) else {
        throw Rejection(.field, file: file, "is about a file that is right")
      }
    }
    return Offence(body.kind, at: place)
  }

  /// The key with which a member can have signed a file: that of its entry in the round. A key that was
  /// changed since proves nothing to readers who do not know that entry, and nothing in `consortium/`:
  /// whoever finds it could sign what he likes.
  private func key(of place: Place, entry: Int?) -> IdentityPublicKey? {
    guard let entry, !place.slot.isConsortium else {
      return verifier.ring.identity(of: place.member)
    }
    return verifier.ring.identity(of: place.member, incarnation: entry)
  }
}
