import Artifacts
import Sodium
import Testing

/// Which key speaks for a member, and when.
@Suite struct KeyRingTests {
  private let member: MemberID
  private let session = Digest(hashing: [1])
  private let keys = (0..<3).map { _ in IdentityKey.generate() }
  private let sealing = SealingKey.generate().publicKey

  init() throws { member = try #require(MemberID("h1")) }

  private func ring() -> KeyRing {
    KeyRing(session: session, identities: [member: keys[0].publicKey])
  }

  /// An entry as `RotateKey` writes it, or with one thing changed.
  private func change(
    to new: IdentityKey, from former: IdentityKey, entry: Int, seq: Int, sees: [Digest] = [],
    signedBy signer: IdentityKey? = nil, vouchedIn other: Digest? = nil
  ) -> UnverifiedFile {
    let place = Place(member: member, slot: .enrol(entry))
    let body = EnrolmentBody(
      identity: new.publicKey, sealing: sealing, keys: RoundKeys(.random()),
      formerly: FormerKey(
        signing: new.publicKey, sealing, of: member, with: former, in: other ?? session))
    return sign(body, place, seq: seq, incarnation: entry, sees: sees, by: signer ?? new)
  }

  private func sign<Body>(
    _ body: Body, _ place: Place, seq: Int, incarnation: Int, sees: [Digest] = [],
    by key: IdentityKey
  ) -> UnverifiedFile where Body: Codable & Hashable & Sendable {
    let signed = Signer(member: member, key: key, session: session).sign(
      Statement(
        place: place, session: session, K: session, incarnation: incarnation,
        link: ChainLink(seq: seq, prev: seq == 1 ? .zero : session), sees: sees, body: body,
        created: "", software: ""),
      round: place.round, slot: place.slot)
    return UnverifiedFile(place: place, bytes: signed.bytes, signature: signed.signature)
  }

  private func word(
    _ number: Int, seq: Int, incarnation: Int, by key: IdentityKey, against other: String = "h2"
  ) -> UnverifiedFile {
    sign(
      ExpelBody(member: MemberID(other)!, round: 1), Place(member: member, slot: .expel(number)),
      seq: seq,
      incarnation: incarnation, by: key)
  }

  private func vote(seq: Int, incarnation: Int, by key: IdentityKey) -> UnverifiedFile {
    sign(
      LeaveBody(reason: "asked"), Place(member: member, slot: .leave(incarnation)), seq: seq,
      incarnation: incarnation, by: key)
  }

  private func passes(_ file: UnverifiedFile, _ verifier: Verifier) -> Bool {
    (try? verifier.signature(of: file)) != nil
  }

  @Test func eachKeySignsItsPartOfTheChain() throws {
    let ring = ring()
    let verifier = Verifier(ring)
    let (early, late) = (
      vote(seq: 4, incarnation: 1, by: keys[0]), vote(seq: 6, incarnation: 2, by: keys[1])
    )
    #expect(passes(early, verifier) && !passes(late, verifier))
    #expect(try ring.adopt(change(to: keys[1], from: keys[0], entry: 2, seq: 5)))
    // What was found out before about the later one counts no more.
    #expect(passes(early, verifier) && passes(late, verifier))
    #expect(ring.identity(of: member) == keys[1].publicKey)
    #expect(ring.identity(of: member, incarnation: 1) == keys[0].publicKey)
    #expect(ring.rotations(of: member) == [2])
    for (seq, incarnation, key) in [(5, 2, 0), (4, 2, 0), (4, 1, 1), (6, 1, 1)] {
      let file = vote(seq: seq, incarnation: incarnation, by: keys[key])
      #expect(!passes(file, verifier), "statement \(seq), entry \(incarnation), key \(key)")
    }
    #expect(try ring.adopt(change(to: keys[2], from: keys[1], entry: 7, seq: 9)))
    for (seq, incarnation, key) in [(4, 1, 0), (6, 2, 1), (8, 6, 1), (10, 7, 2), (11, 9, 2)] {
      let file = vote(seq: seq, incarnation: incarnation, by: keys[key])
      #expect(passes(file, verifier), "statement \(seq), entry \(incarnation), key \(key)")
    }
    #expect(!passes(vote(seq: 8, incarnation: 7, by: keys[1]), verifier))
  }

  @Test func whatPeopleSaidCountsOnlyIfTheChangeNamesIt() throws {
    let ring = ring()
    let verifier = Verifier(ring)
    let (named, forged) = (
      word(1, seq: 3, incarnation: 1, by: keys[0]), word(2, seq: 2, incarnation: 1, by: keys[0])
    )
    #expect(passes(named, verifier) && passes(forged, verifier))
    try ring.adopt(
      change(
        to: keys[1], from: keys[0], entry: 2, seq: 5, sees: [Digest(hashing: named.bytes)]))
    #expect(passes(named, verifier) && !passes(forged, verifier))
    #expect(passes(word(3, seq: 6, incarnation: 2, by: keys[1]), verifier))
    // That its key was stolen a hospital can say with any that it has had.
    for incarnation in [1, 5000] {
      #expect(
        passes(word(4, seq: 2, incarnation: incarnation, by: keys[0], against: "h1"), verifier))
    }
  }

  @Test func theFirstChangeThatFitsStays() throws {
    let ring = ring()
    let first = change(to: keys[1], from: keys[0], entry: 2, seq: 5)
    #expect(try ring.adopt(first) && ring.adopt(first))
    for other in [
      change(to: keys[2], from: keys[0], entry: 2, seq: 5),
      change(to: keys[2], from: keys[0], entry: 3, seq: 8),
      change(to: keys[0], from: keys[1], entry: 3, seq: 8),
      change(to: keys[2], from: keys[1], entry: 2, seq: 8),
      UnverifiedFile(place: first.place, bytes: first.bytes, signature: [1]),
    ] { #expect(throws: Rejection.self) { try ring.adopt(other) } }
    #expect(ring.identity(of: member) == keys[1].publicKey)
  }

  @Test func onlyTheKeyOfBeforeVouches() throws {
    for (file, what) in [
      (change(to: keys[1], from: keys[2], entry: 2, seq: 5), "another key vouches"),
      (
        change(to: keys[1], from: keys[0], entry: 2, seq: 5, signedBy: keys[0]),
        "the entry is signed with the key of before"
      ),
      (
        change(to: keys[1], from: keys[0], entry: 2, seq: 5, vouchedIn: .zero),
        "it vouches in another session"
      ),
    ] {
      let ring = ring()
      #expect(throws: Rejection.self, "\(what)") { try ring.adopt(file) }
      #expect(ring.identity(of: member) == keys[0].publicKey)
    }
    // An entry that says nothing of keys changes none.
    let plain = sign(
      EnrolmentBody(identity: keys[0].publicKey, sealing: sealing, keys: RoundKeys(.random())),
      Place(member: member, slot: .enrol(2)), seq: 5, incarnation: 2, by: keys[0])
    #expect(try !ring().adopt(plain))
  }

  @Test func entriesAreTakenInByTheirNumber() {
    let names = [
      "enrol-10000.json", "enrol-0001.json", "enrol-9999.json", "enrol-0002.json.minisig",
      "enrol-0002.json", "expel-0003.json", "enrol-x.json",
    ]
    #expect(KeyRing.entries(among: names) == [.enrol(2), .enrol(9999), .enrol(10000)])
  }
}
