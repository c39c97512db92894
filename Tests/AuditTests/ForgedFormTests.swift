import Artifacts
import Audit
import Foundation
import Sodium
import Testing

/// Rightly signed bytes in the wrong form or at the wrong place.
@Suite struct ForgedFormTests {
  /// The same content in another spelling, signed by its author.
  enum Spelling: String, CaseIterable {
    case space, byteOrderMark, noLineFeed, twoLineFeeds, carriageReturn, repeatedKey, unknownField
    case fraction, exponent, leadingZero, upperCase, escape, otherOrder, secondLine, null

    func apply(_ text: String) -> String {
      switch self {
      case .space: text.replacingOccurrences(of: "\"decaph\":1", with: "\"decaph\": 1")
      case .byteOrderMark: "\u{feff}" + text
      case .noLineFeed: String(text.dropLast())
      case .twoLineFeeds: text + "\n"
      case .carriageReturn: text.dropLast() + "\r\n"
      case .repeatedKey:
        text.replacingOccurrences(of: "\"decaph\":1", with: "\"decaph\":1,\"decaph\":1")
      case .unknownField:
        text.replacingOccurrences(of: "\"decaph\":1", with: "\"decaph\":1,\"decaphs\":1")
      case .fraction: text.replacingOccurrences(of: "\"decaph\":1", with: "\"decaph\":1.0")
      case .exponent: text.replacingOccurrences(of: "\"decaph\":1", with: "\"decaph\":1e0")
      case .leadingZero: text.replacingOccurrences(of: "\"decaph\":1", with: "\"decaph\":01")
      case .upperCase: text.replacingOccurrences(of: "\"slot\"", with: "\"Slot\"")
      case .escape: text.replacingOccurrences(of: "\"decaph\"", with: "\"\\u0064ecaph\"")
      case .otherOrder: "{\"decaph\":1," + text.dropFirst().replacing("\"decaph\":1,", with: "")
      case .secondLine: text + text
      case .null: text.replacingOccurrences(of: "\"decaph\":1", with: "\"decaph\":null")
      }
    }
  }

  @Test(arguments: Spelling.allCases)
  func onlyOneSpellingOfAStatementIsTaken(spelling: Spelling) throws {
    let forgery = try Forgery()
    for file in [try forgery.path("round-000002/result.json"), "h2/round-000002/masked.json"] {
      let before = try forgery.copy.read(file)
      try forgery.edit(file, spelling.apply)
      #expect(try forgery.copy.read(file) != before)
      let report = try forgery.copy.audit(.rounds([2]))
      #expect(report.verdict.verdict == .violated)
      #expect(!report.complaints(about: file).isEmpty, "\(report.text)")
      try forgery.sign(before, as: file)
    }
  }

  @Test func aStatementOfAnotherPlaceIsRefused() throws {
    let file = "h2/round-000002/masked.json"
    for source in ["h2/round-000001/masked.json", "h3/round-000002/masked.json"] {
      let forgery = try Forgery()
      // h2 signs, at its own place, what it or another said elsewhere.
      try forgery.sign(try forgery.copy.read(source), as: file)
      try expectRefusal(forgery, file)
    }
  }

  @Test func anotherMembersSignatureIsRefused() throws {
    let forgery = try Forgery()
    let file = "h2/round-000002/masked.json"
    try forgery.sign(try forgery.copy.read(file), as: file, by: "h3")
    try expectRefusal(forgery, file)
  }

  @Test(arguments: [
    "decaph/1 0000000000000000 h2/round-000002/masked", "decaph/2", "",
    "h2/round-000002/masked.json",
  ])
  func anotherTrustedCommentIsRefused(comment: String) throws {
    let forgery = try Forgery()
    let file = "h2/round-000002/masked.json"
    try forgery.sign(try forgery.copy.read(file), as: file, comment: comment)
    try expectRefusal(forgery, file)
  }

  /// Sealed and signed as it should be, but with the model of the round before inside.
  @Test func aSealedModelIsOpenedAndCompared() throws {
    let forgery = try Forgery()
    let file = try forgery.path("round-000002/model.json")
    let member = try #require(MemberID(String(file.prefix { $0 != "/" })))
    let place = Place(member: member, round: 2, slot: .model)
    let honest = try CanonicalJSON.decode(
      Statement<ModelBody>.self, from: try forgery.copy.read(file), file: file)
    let (sealed, plain) = SealedFile.seal(
      try modelOfRoundOne(forgery), kind: .model, place: place, session: honest.session,
      K: honest.K, readers: forgery.consortium.manifest.readers)
    let forged = Statement(
      place: place, session: honest.session, K: honest.K, incarnation: honest.incarnation,
      link: ChainLink(seq: honest.seq, prev: honest.prev), sees: honest.sees,
      payload: [
        Payload(
          name: "model.sealed", bytes: sealed.count, digest: Digest(hashing: sealed),
          plain: plain, type: "safetensors")
      ], body: honest.body, created: honest.created, software: honest.software)
    try forgery.copy.write(sealed, to: place.sealed)
    try forgery.sign(CanonicalJSON.encode(forged), as: file)
    let report = try forgery.copy.audit(.rounds([2]))
    #expect(report.verdict.verdict == .violated)
    #expect(report.complaints(.model).map(\.file) == [file], "\(report.text)")
  }

  private func modelOfRoundOne(_ forgery: Forgery) throws -> [UInt8] {
    let file = try forgery.path("round-000001/model.json")
    let member = try #require(MemberID(String(file.prefix { $0 != "/" })))
    let place = Place(member: member, round: 1, slot: .model)
    let statement = try CanonicalJSON.decode(
      Statement<ModelBody>.self, from: try forgery.copy.read(file), file: file)
    var key = [UInt8](try Data(contentsOf: URL(fileURLWithPath: Repository.auditorKey)))
    return try SealedFile.open(
      try forgery.copy.read(place.sealed), pinned: statement.payload[0], kind: .model,
      place: place, session: statement.session, K: statement.K,
      with: try SealingKeyFile.decode(wiping: &key, file: "auditor.key"))
  }

  private func expectRefusal(_ forgery: Forgery, _ file: String) throws {
    let report = try forgery.copy.audit(.rounds([2]))
    #expect(report.verdict.verdict == .violated)
    #expect(!report.complaints(.signatures).isEmpty)
    #expect(!report.complaints(about: file).isEmpty, "\(report.text)")
  }
}
