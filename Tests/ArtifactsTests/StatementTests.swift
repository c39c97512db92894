import Artifacts
import Sodium
import Testing

/// Signed statements: what is accepted, and every way of being refused.
@Suite struct StatementTests {
  struct Vectors: Decodable {
    let session: Digest
    let member: MemberID
    let key: IdentityPublicKey
    let cases: [Case]

    struct Case: Decodable {
      let name: String
      let json: String
      let minisig: String
      let failure: String
    }
  }

  @Test func agreesWithSignaturesMadeElsewhere() throws {
    let table = try vectors("statements", as: Vectors.self)
    let verifier = Verifier(session: table.session, identities: [table.member: table.key])
    let place = Place(member: table.member, slot: .approval)
    for vector in table.cases {
      let file = UnverifiedFile(
        place: place, bytes: [UInt8](vector.json.utf8), signature: [UInt8](vector.minisig.utf8))
      let refused = rejection {
        let verified = try verifier.statement(ApprovalBody.self, file)
        #expect(verified.content.body.manifest == table.session, "\(vector.name)")
        #expect(verified.file == file, "\(vector.name)")
      }
      #expect(
        refused?.code.rawValue ?? "" == vector.failure, "\(vector.name): \(refused?.message ?? "")")
    }
  }

  @Test func whatIsSignedVerifiesAndReadsBack() throws {
    let desk = try Desk()
    let signed = desk.model()
    let read = try desk.verifier.statement(ModelBody.self, signed.file)
    #expect(read == signed)
    #expect(read.digest == Digest(hashing: signed.bytes))
    #expect(CanonicalJSON.encode(read.content) == signed.bytes)
    #expect(signed.files.map(\.path) == [signed.place.json, signed.place.signature])
    #expect(signed.files.map(\.bytes) == [signed.bytes, signed.signature])
  }

  @Test func everyChangedBitIsRefused() throws {
    let desk = try Desk()
    let file = desk.model().file
    func accepts(_ bytes: [UInt8], _ signature: [UInt8]) -> Bool {
      let changed = UnverifiedFile(place: file.place, bytes: bytes, signature: signature)
      return (try? desk.verifier.statement(ModelBody.self, changed)) != nil
    }
    #expect(accepts(file.bytes, file.signature))
    for index in file.bytes.indices {
      for mask: UInt8 in [0x01, 0x20, 0x80, 0xff] {
        var bytes = file.bytes
        bytes[index] ^= mask
        if accepts(bytes, file.signature) { Issue.record("json byte \(index) ^ \(mask)") }
      }
    }
    for index in file.signature.indices {
      for bit in 0..<8 {
        var signature = file.signature
        signature[index] ^= 1 << bit
        if accepts(file.bytes, signature) { Issue.record("minisig byte \(index), bit \(bit)") }
      }
    }
  }

  @Test func lengthsOtherThanTheSignedAreRefused() throws {
    let desk = try Desk()
    let file = desk.model().file
    for (bytes, signature) in [
      (Array(file.bytes.dropLast()), file.signature), (file.bytes + [0x0a], file.signature),
      ([], file.signature), (file.bytes, []), (file.bytes, Array(file.signature.dropLast())),
      (file.bytes, file.signature + [0x0a]), (file.bytes, file.signature + file.signature),
      (file.bytes, [0xff] + file.signature), (file.bytes, file.bytes),
    ] {
      let changed = UnverifiedFile(place: file.place, bytes: bytes, signature: signature)
      #expect(rejection { _ = try desk.verifier.statement(ModelBody.self, changed) } != nil)
    }
  }

  @Test func aFileAtAnotherPlaceIsRefused() throws {
    let desk = try Desk()
    let file = desk.model().file
    for place in [
      Place(member: desk.other, round: 12, slot: .model),
      Place(member: desk.member, round: 13, slot: .model),
      Place(member: desk.member, round: 12, slot: .masked),
    ] {
      let moved = UnverifiedFile(place: place, bytes: file.bytes, signature: file.signature)
      let refused = rejection { _ = try desk.verifier.statement(ModelBody.self, moved) }
      #expect(refused?.code == (place.member == desk.other ? .signature : .place), "\(place)")
    }
  }

  @Test func keysAndSessionsAreToldApart() throws {
    let desk = try Desk()
    let file = desk.model().file
    func code(_ session: Digest, _ keys: [MemberID: IdentityPublicKey]) -> Rejection.Code? {
      rejection {
        _ = try Verifier(session: session, identities: keys).statement(ModelBody.self, file)
      }?.code
    }
    #expect(code(desk.session, [desk.member: desk.key.publicKey]) == nil)
    #expect(code(desk.session, [desk.member: IdentityKey.generate().publicKey]) == .signature)
    #expect(code(desk.session, [desk.other: desk.key.publicKey]) == .signature)
    #expect(code(.zero, [desk.member: desk.key.publicKey]) == .place)
  }
}
