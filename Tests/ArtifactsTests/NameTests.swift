import Artifacts
import Sodium
import Testing

/// Members, slots and places: the grammar of paths.
@Suite struct NameTests {
  struct Vectors: Decodable {
    let session: Digest
    let members: [String]
    let notMembers: [String]
    let slots: [String]
    let notSlots: [String]
    let places: [Location]

    struct Location: Decodable {
      let member: MemberID
      let round: Int
      let slot: String
      let path: String
      let comment: String
    }
  }

  private let table: Vectors

  init() throws { table = try vectors("names", as: Vectors.self) }

  @Test func membersFollowTheGrammar() throws {
    for name in table.members { #expect(MemberID(name)?.name == name, "\(name)") }
    for name in table.notMembers { #expect(MemberID(name) == nil, "\(name.debugDescription)") }
  }

  @Test func membersInFilesFollowTheGrammarToo() throws {
    for name in table.notMembers {
      let value = CanonicalJSON.encode([name])
      let key = CanonicalJSON.encode([name: 1])
      #expect(
        rejection { _ = try CanonicalJSON.decode([MemberID].self, from: value, file: "f") } != nil)
      #expect(
        rejection { _ = try CanonicalJSON.decode([MemberID: Int].self, from: key, file: "f") }
          != nil, "\(name.debugDescription) as a key")
    }
    let map = try #require(MemberID("h10").map { [$0: 1] })
    #expect(CanonicalJSON.encode(map) == [UInt8]("{\"h10\":1}\n".utf8))
  }

  @Test func membersAreOrderedByBytes() throws {
    let sorted = ["a", "a-1", "a1", "ab", "h1", "h10", "h2", "h9"]
    #expect(sorted.shuffled().compactMap(MemberID.init).sorted().map(\.name) == sorted)
  }

  @Test func slotsHaveOneNameEach() {
    for name in table.slots { #expect(Slot(name: name)?.name == name, "\(name)") }
    let accented = [
      "masked\u{301}", "vote-\u{301}1", "relay-\u{301}h1", "relay-h1\u{301}",
      "relay-h1.\u{301}unmask-0", "relay-h1.unmask-\u{661}", "vote-+1", "vote-\u{661}",
    ]
    for name in table.notSlots + accented { #expect(Slot(name: name) == nil, "\(name)") }
    #expect(Set(table.slots.compactMap(Slot.init)).count == table.slots.count)
    let consortium = table.slots.filter { Slot(name: $0)?.isConsortium == true }
    #expect(
      consortium == [
        "plan", "manifest", "enrol-0001", "enrol-9999", "approval", "leave-0001", "expel-0001",
      ])
  }

  @Test func placesNamePathAndComment() throws {
    for vector in table.places {
      let slot = try #require(Slot(name: vector.slot))
      let place = Place(member: vector.member, round: vector.round, slot: slot)
      #expect(place.description == vector.path)
      #expect(place.trustedComment(session: table.session) == vector.comment)
      #expect(
        [place.json, place.signature, place.sealed]
          == [".json", ".json.minisig", ".sealed"].map { vector.path + $0 })
      #expect(place.directory + "/" + slot.name == place.description)
    }
  }

  @Test(
    "A path that is not exactly a place is none",
    arguments: [
      "", "h1", "h1/masked", "h1/round-000012/masked/x", "h1/consortium/masked",
      "h1/round-000012/plan", "h1/round-12/masked", "h1/round-0000012/masked",
      "h1/round-+00012/masked", "H1/round-000012/masked", "h1/round-000012/masked.json",
      // Finds of the fuzzer: a round below zero, and one beyond what a statement can name.
      "h1/round-0000-1/masked", "h1/round-9223372036854775807/masked",
      "h1/round-9007199254740992/masked",
    ])
  func otherPathsAreNoPlaces(_ path: String) { #expect(Place(path) == nil) }

  @Test func theLastRoundIsTheLargestInteger() {
    #expect(Place("h1/round-9007199254740991/masked")?.round == 9_007_199_254_740_991)
  }
}
