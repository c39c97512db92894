import Artifacts
import ModelUpdate
import Sodium
import Testing

/// Files that are verified before, or without, a manifest of the session.
@Suite struct ManifestTests {
  private let founder = IdentityKey.generate()

  private func member(_ name: String, _ identity: IdentityPublicKey? = nil) throws
    -> Manifest.Member
  {
    Manifest.Member(
      id: try #require(MemberID(name)), identity: identity ?? IdentityKey.generate().publicKey,
      sealing: SealingKey.generate().publicKey, enrolment: Digest(hashing: [UInt8](name.utf8)))
  }

  private func plan(_ auditors: [SealingPublicKey] = []) -> Plan {
    Plan(
      title: "test",
      data: DataPlan(
        classes: ["0", "1"],
        table: TablePlan(label: "y", features: [TableFeature(column: "x", values: ["a", "b"])])),
      model: .logisticRegression(input: [2], outputs: 2),
      training: TrainingPlan(
        rounds: 3, samplingRate: 0.5, nominalRecords: 100, clipNorm: 1.0, seed: 1,
        rule: .sgd(learningRate: 0.1, momentum: 0.0)),
      privacy: PrivacyPlan(noiseMultiplier: 1.0, epsilon: 8.0, delta: 1e-5),
      rounds: RoundsPlan(
        ring: 32, colluding: nil, quorum: nil, allowTwo: false,
        patience: Patience(masked: 1, vote: 1, leader: 1)),
      auditors: auditors.map { Auditor(name: "board", key: $0) })
  }

  private func sign(_ manifest: Manifest, as name: String = "h1") throws -> UnverifiedFile {
    Signer(member: try #require(MemberID(name)), key: founder, session: .zero)
      .sign(manifest, slot: .manifest).file
  }

  private func manifest(_ members: [Manifest.Member], _ auditors: [SealingPublicKey] = []) throws
    -> Manifest
  {
    Manifest(
      coordinator: try #require(MemberID("h1")), members: members, plan: plan(auditors))
  }

  private func refusal(_ file: UnverifiedFile) -> Rejection.Code? {
    rejection { _ = try Verifier.manifest(file) }?.code
  }

  @Test func aManifestNamesItsSessionItself() throws {
    let auditor = SealingKey.generate().publicKey
    let members = [try member("h3"), try member("h1", founder.publicKey), try member("h2")]
    let file = try sign(manifest(members, [auditor]))
    let verified = try Verifier.manifest(file)
    #expect(verified.digest == Digest(hashing: file.bytes))
    #expect(verified.content.members.map(\.id.name) == ["h1", "h2", "h3"])
    #expect(verified.content.readers == verified.content.members.map(\.sealing) + [auditor])
    #expect(verified.content.member(members[0].id) == members[0])
    let comment = "decaph/1 \(verified.digest.hex.prefix(16)) h1/consortium/manifest\n"
    #expect(String(decoding: file.signature, as: UTF8.self).contains(comment))
  }

  @Test func contradictoryManifestsAreRefused() throws {
    let (h1, h2) = (try member("h1", founder.publicKey), try member("h2"))
    let twin = try member("h2")
    let sameIdentity = try member("h3", h2.identity)
    let sameSealing = Manifest.Member(
      id: sameIdentity.id, identity: IdentityKey.generate().publicKey, sealing: h2.sealing,
      enrolment: .zero)
    #expect(try refusal(sign(manifest([h1, h2]))) == nil)
    #expect(try refusal(sign(manifest([h1, h2, twin]))) == .field)
    #expect(try refusal(sign(manifest([h1, h2, sameIdentity]))) == .field)
    #expect(try refusal(sign(manifest([h1, h2, sameSealing]))) == .field)
    #expect(try refusal(sign(manifest([h1, h2], [h2.sealing]))) == .field)
    #expect(try refusal(sign(manifest([h2]))) == .field)
    #expect(try refusal(sign(manifest([]))) == .field)
  }

  @Test func anotherSignerFolderOrKeyIsRefused() throws {
    let h1 = try member("h1", founder.publicKey)
    #expect(try refusal(sign(manifest([h1, member("h2")]), as: "h2")) == .place)
    #expect(try refusal(sign(manifest([member("h1"), member("h2")]))) == .signature)
    let file = try sign(manifest([h1, member("h2")]))
    for index in stride(from: 0, to: file.bytes.count, by: 3) {
      var bytes = file.bytes
      bytes[index] ^= 1
      let changed = UnverifiedFile(place: file.place, bytes: bytes, signature: file.signature)
      if refusal(changed) == nil { Issue.record("byte \(index)") }
    }
  }

  @Test func otherVersionsAndSlotsAreRefused() throws {
    let content = try manifest([member("h1", founder.publicKey), member("h2")])
    let text = String(decoding: CanonicalJSON.encode(content), as: UTF8.self)
    for (old, new, code): (String, String, Rejection.Code) in [
      ("\"decaph\":1", "\"decaph\":2", .version),
      ("\"slot\":\"manifest\"", "\"slot\":\"plan\"", .place),
      ("\"coordinator\":\"h1\"", "\"coordinator\":\"h3\"", .field),
    ] {
      #expect(text.contains(old))
      let bytes = [UInt8](text.replacing(old, with: new).utf8)
      let file = UnverifiedFile(
        place: Place(member: content.coordinator, slot: .manifest), bytes: bytes, signature: [])
      #expect(refusal(file) == code)
    }
  }

  @Test func anEnrolmentVerifiesUnderTheKeyThatItIntroduces() throws {
    let h2 = try #require(MemberID("h2"))
    let (key, stranger) = (IdentityKey.generate(), IdentityKey.generate())
    let keys = try CanonicalJSON.decode(
      RoundKeys.self,
      from: [UInt8](
        """
        {"ephemeral":"\(SealingKey.generate().publicKey)",\
        "nonceCommitment":"\(String(repeating: "0", count: 64))"}

        """.utf8), file: "keys")
    func enrolment(_ introduced: IdentityKey, signedBy key: IdentityKey) -> UnverifiedFile {
      let place = Place(member: h2, slot: .enrol(1))
      let body = EnrolmentBody(
        identity: introduced.publicKey, sealing: SealingKey.generate().publicKey, keys: keys)
      return Signer(member: h2, key: key, session: .zero).sign(
        Statement(
          place: place, session: .zero, K: .zero, incarnation: 1, link: .first, sees: [],
          body: body, created: "", software: ""),
        slot: place.slot
      ).file
    }
    #expect(
      try Verifier.enrolment(enrolment(key, signedBy: key)).content.body.identity == key.publicKey)
    let refused = rejection { _ = try Verifier.enrolment(enrolment(key, signedBy: stranger)) }
    #expect(refused?.code == .signature)
  }
}
