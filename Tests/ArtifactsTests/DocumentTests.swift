import Artifacts
import Sodium
import Testing

/// Results and commits: the same bytes from whoever publishes them, signed by each for itself.
@Suite struct DocumentTests {
  private let desk: Desk
  private let commit: CommitDocument
  private let result: ResultDocument

  init() throws {
    desk = try Desk()
    let scalar = String(repeating: "07", count: 32)
    commit = CommitDocument(
      session: desk.session, round: 12, prev: Digest(hashing: [3]),
      nonces: [desk.member: scalar, desk.other: scalar])
    result = ResultDocument(
      session: desk.session, round: 12, outcome: .full, K: desk.K,
      set: RoundSet(masked: [desk.member: .zero, desk.other: Digest(hashing: [4])]),
      seeds: [desk.member: scalar], aggregate: Digest(hashing: [5]), model: Digest(hashing: [6]),
      ledger: [], roster: Roster(members: [:], c: 1, t: 3, m: 3), commit: Digest(hashing: [7]))
  }

  @Test func twoPublishersWriteTheSameBytes() throws {
    let other = Signer(member: desk.other, key: .generate(), session: desk.session)
    let (one, two) = (
      desk.signer.sign(result, round: 12, slot: .result),
      other.sign(result, round: 12, slot: .result)
    )
    #expect(one.bytes == two.bytes && one.digest == two.digest)
    #expect(one.signature != two.signature)
    #expect(try desk.verifier.document(ResultDocument.self, one.file) == one)
    let signed = desk.signer.sign(commit, round: 12, slot: .commit)
    #expect(try desk.verifier.document(CommitDocument.self, signed.file).content == commit)
    #expect(
      rejection { _ = try desk.verifier.document(ResultDocument.self, two.file) }?.code
        == .signature)
  }

  @Test func theirFieldsNameTheirPlace() throws {
    let signer = desk.signer
    func code(_ file: UnverifiedFile) -> Rejection.Code? {
      rejection {
        _ =
          try file.place.slot == .commit
          ? desk.verifier.document(CommitDocument.self, file).digest
          : desk.verifier.document(ResultDocument.self, file).digest
      }?.code
    }
    #expect(code(signer.sign(commit, round: 12, slot: .commit).file) == nil)
    #expect(code(signer.sign(commit, round: 13, slot: .commit).file) == .place)
    #expect(code(signer.sign(result, round: 11, slot: .result).file) == .place)
    #expect(code(signer.sign(commit, round: 12, slot: .result).file) == .canonical)
    #expect(code(signer.sign(result, round: 12, slot: .commit).file) == .canonical)
    let elsewhere = CommitDocument(session: .zero, round: 12, prev: .zero, nonces: [:])
    #expect(code(signer.sign(elsewhere, round: 12, slot: .commit).file) == .context)
  }

  @Test func otherVersionsOutcomesAndSlotsAreRefused() throws {
    let text = String(decoding: CanonicalJSON.encode(result), as: UTF8.self)
    for (old, new, expected): (String, String, Rejection.Code) in [
      ("\"decaph\":1", "\"decaph\":2", .version),
      ("\"slot\":\"result\"", "\"slot\":\"commit\"", .place),
      ("\"outcome\":\"full\"", "\"outcome\":\"best\"", .canonical),
      ("\"h1\":\"0707", "\"h1-\":\"0707", .canonical),
    ] {
      #expect(text.contains(old))
      let bytes = [UInt8](text.replacing(old, with: new).utf8)
      let place = Place(member: desk.member, round: 12, slot: .result)
      let signature = desk.key.sign(
        message: bytes, trustedComment: place.trustedComment(session: desk.session),
        untrustedComment: "decaph signature of h1")
      let file = UnverifiedFile(
        place: place, bytes: bytes, signature: [UInt8](signature.utf8))
      #expect(
        rejection { _ = try desk.verifier.document(ResultDocument.self, file) }?.code == expected,
        "\(new)")
    }
  }

  @Test func everyChangedByteIsRefused() throws {
    let file = desk.signer.sign(result, round: 12, slot: .result).file
    for index in file.bytes.indices {
      var bytes = file.bytes
      bytes[index] ^= 1
      let changed = UnverifiedFile(place: file.place, bytes: bytes, signature: file.signature)
      if (try? desk.verifier.document(ResultDocument.self, changed)) != nil {
        Issue.record("byte \(index)")
      }
    }
  }

  @Test func aChoiceIsTheDigestOfItsLine() throws {
    let set = result.set
    let line = """
      {"kind":"open","set":{"masked":{"h1":"\(Digest.zero)","h2":"\(Digest(hashing: [4]))"}}}

      """
    #expect(Choice.open(set).digest == Digest(hashing: [UInt8](line.utf8)))
    #expect(set.members == [desk.member, desk.other])
    #expect(set.digests == [.zero, Digest(hashing: [4])])
    let fewer = RoundSet(masked: [desk.member: .zero])
    #expect(Choice.open(fewer).digest != Choice.open(set).digest)
    #expect(Choice.void(set).digest != Choice.open(set).digest)
    #expect(set.intersection(RoundSet(masked: [desk.member: .zero, desk.other: .zero])) == fewer)
  }
}
