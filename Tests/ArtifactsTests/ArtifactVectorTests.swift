import Artifacts
import Sodium
import Testing

/// One file of every kind: real ones of `shared/` and `Tests/Consortia/varied`, and ones that
/// `Scripts/vectors-protocol.py` signed from the documents.
@Suite struct ArtifactVectorTests {
  struct Table: Decodable {
    let cases: [Case]
    let fingerprints: [Fingerprint]

    struct Case: Decodable {
      let source: String
      let identity: IdentityPublicKey
      let session: Digest
      let place: String
      let json: String
      let minisig: String
      let digest: Digest
      let failure: String
    }

    struct Fingerprint: Decodable {
      let identity: IdentityPublicKey
      let fingerprint: String
    }
  }

  @Test func everyKindIsReadAsItWasWritten() throws {
    var kinds: Set<Substring> = []
    for vector in try vectors("artifacts", as: Table.self).cases {
      let place = try #require(Place(vector.place), "\(vector.place)")
      let file = UnverifiedFile(
        place: place, bytes: [UInt8](vector.json.utf8), signature: [UInt8](vector.minisig.utf8))
      let refused = rejection {
        let digest = try Self.digest(of: file, vector)
        #expect(digest == vector.digest, "\(vector.place)")
      }
      #expect(
        refused?.code.rawValue ?? "" == vector.failure,
        "\(vector.source): \(refused?.message ?? "accepted")")
      if vector.failure.isEmpty, let kind = place.slot.name.split(separator: "-").first {
        kinds.insert(kind)
      }
    }
    #expect(
      kinds == [
        "plan", "enrol", "manifest", "approval", "leave", "expel", "commit", "masked", "vote",
        "cut", "unmask", "evidence", "restart", "result", "model",
      ])
  }

  @Test func fingerprintsAreThoseOfAnotherImplementation() throws {
    for vector in try vectors("artifacts", as: Table.self).fingerprints {
      #expect(vector.identity.fingerprint == vector.fingerprint)
    }
  }

  /// Reads a file as its place demands.
  private static func digest(
    of file: UnverifiedFile, _ vector: Table.Case
  ) throws(Rejection) -> Digest {
    func verifier(_ session: Digest) -> Verifier {
      Verifier(session: session, identities: [file.place.member: vector.identity])
    }
    let later = verifier(vector.session)
    return switch file.place.slot {
    case .plan: try verifier(.zero).statement(PlanBody.self, file).digest
    case .manifest: try Verifier.manifest(file).digest
    case .enrol: try Verifier.enrolment(file).digest
    case .approval: try later.statement(ApprovalBody.self, file).digest
    case .leave: try later.statement(LeaveBody.self, file).digest
    case .expel: try later.statement(ExpelBody.self, file).digest
    case .commit: try later.document(CommitDocument.self, file).digest
    case .masked: try later.statement(MaskedBody.self, file).digest
    case .vote: try later.statement(VoteBody.self, file).digest
    case .cut: try later.statement(CutBody.self, file).digest
    case .unmask: try later.statement(UnmaskBody.self, file).digest
    case .evidence: try later.statement(EvidenceBody.self, file).digest
    case .restart: try later.statement(RestartBody.self, file).digest
    case .result: try later.document(ResultDocument.self, file).digest
    case .model: try later.statement(ModelBody.self, file).digest
    case .relay, .relayUnmask: throw Rejection(.place, file: file.place.json, "is a copy")
    }
  }
}
