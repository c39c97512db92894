import Artifacts
import Sodium

@testable import Node

/// Signed files: a line with the place, a line with the session, then the `.json`, for which a
/// signature is made. So what is behind the signature is reached, as by a member who cheats.
enum StatementTarget: FuzzTarget {
  static func read(_ bytes: [UInt8]) {
    let lines = bytes.split(separator: 0x0a, maxSplits: 2, omittingEmptySubsequences: false)
    guard lines.count == 3, let place = Place(String(decoding: lines[0], as: UTF8.self)) else {
      return
    }
    Invariant.hold(place.round >= 0, "a place has a round from 0")
    Invariant.hold(Place(place.description) == place, "a place reads back")
    let json = Array(lines[2])
    let session = Digest(hex: String(decoding: lines[1], as: UTF8.self)) ?? .zero
    read(sign(json, at: place, session: session), session: session)
  }

  private static func sign(
    _ json: [UInt8], at place: Place, session: Digest
  ) -> UnverifiedFile {
    let session = place.slot == .manifest ? Digest(hashing: json) : session
    let signature = FuzzKeys.identity.sign(
      message: json, trustedComment: place.trustedComment(session: session),
      untrustedComment: "decaph signature of \(place.member)")
    return UnverifiedFile(place: place, bytes: json, signature: Array(signature.utf8))
  }

  private static func read(_ file: UnverifiedFile, session: Digest) {
    let verifier = Verifier(
      session: session, identities: [file.place.member: FuzzKeys.identity.publicKey])
    func statement<Body: Codable & Hashable & Sendable>(_ body: Body.Type) throws(Rejection) {
      check(try verifier.statement(body, file), of: file)
    }
    do {
      switch file.place.slot {
      case .plan: try statement(PlanBody.self)
      case .manifest: fit(try Verifier.manifest(file), of: file)
      case .enrol: check(try Verifier.enrolment(file), of: file)
      case .approval: try statement(ApprovalBody.self)
      case .leave: try statement(LeaveBody.self)
      case .expel: try statement(ExpelBody.self)
      case .commit: check(try verifier.document(CommitDocument.self, file), of: file)
      case .masked, .relay: try statement(MaskedBody.self)
      case .vote: try statement(VoteBody.self)
      case .cut: try statement(CutBody.self)
      case .unmask, .relayUnmask: try statement(UnmaskBody.self)
      case .evidence: open(try verifier.statement(EvidenceBody.self, file), of: file)
      case .restart: try statement(RestartBody.self)
      case .result: check(try verifier.document(ResultDocument.self, file), of: file)
      case .model: try statement(ModelBody.self)
      }
    } catch {
      Invariant.message(error.description, error.remedy)
    }
  }

  private static func check<Content>(_ verified: Verified<Content>, of file: UnverifiedFile) {
    Invariant.hold(verified.bytes == file.bytes, "a verified file has its bytes")
    Invariant.hold(
      CanonicalJSON.encode(verified.content) == file.bytes, "what is accepted encodes alike")
  }

  /// A manifest that verifies is judged before anybody approves it; no plan stops that judgement.
  private static func fit(_ manifest: Verified<Manifest>, of file: UnverifiedFile) {
    check(manifest, of: file)
    do {
      try PlanFitness(manifest.content.plan).check(members: manifest.content.members.count)
    } catch {
      Invariant.message(error.message, error.remedy)
    }
  }

  private static func open(
    _ evidence: Verified<Statement<EvidenceBody>>, of file: UnverifiedFile
  ) {
    check(evidence, of: file)
    let body = evidence.content.body
    guard let place = Place(body.place) else { return }
    for copy in body.copies {
      guard let file = copy.file(at: place) else { continue }
      Invariant.hold(SignedCopy(file) == copy, "a copy has one spelling")
    }
  }
}
