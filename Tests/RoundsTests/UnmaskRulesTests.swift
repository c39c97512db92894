import Artifacts
import Rounds
import SecureAggregation
import Sodium
import Testing

/// Correctly signed unmask files that do not fit their round are refused, each for its reason.
@Suite struct UnmaskRulesTests {
  private let play: RoundPlay
  private let id: MemberID
  private let shares: RevealedShares
  private let three: Choice
  private let sharesOfThree: RevealedShares

  init() throws {
    play = try RoundPlay(Hospitals(4))
    id = play.ids[1]
    shares = try play.shares(of: id)
    let members = Array(play.ids.prefix(3))
    three = .open(play.set(members))
    sharesOfThree = try play.shares(of: id, for: members)
  }

  private func refusal(_ unmask: UnmaskStatement) -> Rejection.Code? {
    rejection { try play.rules.check(unmask, masked: play.byDigest) }?.code
  }

  @Test func filesOfAnotherContextAreRefused() throws {
    #expect(refusal(play.sign(shares, by: id)) == nil)
    #expect(refusal(play.sign(shares, by: id, K: play.basis.session)) == .context)
    #expect(refusal(play.sign(shares, by: id, incarnation: 2)) == .context)
    #expect(try refusal(play.sign(shares, by: #require(MemberID("h9")))) == .context)
    #expect(refusal(play.sign(shares, by: id, ballot: 0, slot: .unmask(1))) == .place)
    #expect(refusal(play.sign(shares, by: id, payload: [play.payload()])) == .field)
    let early = play.sign(shares, by: id)
    let incomplete = play.byDigest.filter { $0.value.place.member != play.ids[3] }
    #expect(rejection { try play.rules.check(early, masked: incomplete) }?.code == .missing)
  }

  /// What is kept for the next holder's shares is of the files of one set, not of its members.
  @Test func sharesAreOfTheExactFilesOfASet() throws {
    let other = try RoundPlay(play.hospitals)
    #expect(other.basis.K == play.basis.K)
    let files = play.byDigest.merging(other.byDigest) { $1 }
    #expect(files.count == 8)
    let others = try other.shares(of: id)
    func refusal(_ shares: RevealedShares, _ set: RoundSet) -> Rejection.Code? {
      let unmask = play.sign(shares, by: id, choice: .open(set))
      return rejection { try play.rules.check(unmask, masked: files) }?.code
    }
    for _ in 0..<2 {
      #expect(refusal(shares, play.set()) == nil)
      #expect(refusal(shares, other.set()) == .sharing)
      #expect(refusal(others, other.set()) == nil)
      #expect(refusal(others, play.set()) == .sharing)
    }
  }

  /// Ballot 0 is of everybody, without a certificate; every other ballot names one.
  @Test func theBallotFixesWhatIsSeen() throws {
    let all = play.set().digests
    #expect(refusal(play.sign(shares, by: id, ballot: 1)) == nil)
    #expect(refusal(play.sign(sharesOfThree, by: id, ballot: 1, choice: three)) == nil)
    #expect(refusal(play.sign(sharesOfThree, by: id, ballot: 9, choice: three)) == nil)
    #expect(refusal(play.sign(sharesOfThree, by: id, ballot: 0, choice: three)) == .context)
    for wrong in [[], all.reversed(), Array(all.dropLast()), all + [play.basis.K]] {
      #expect(refusal(play.sign(shares, by: id, sees: wrong)) == .context)
    }
    for wrong in [[], all, [play.basis.K] + all] {
      #expect(refusal(play.sign(shares, by: id, ballot: 1, sees: wrong)) == .context)
    }
  }

  @Test func headsAreTheStatementsThatItSees() throws {
    let stranger = try #require(MemberID("h9"))
    let heads = play.set().masked.mapValues { Head(seq: 1, digest: $0) }
    let later = heads.merging([id: Head(seq: 2, digest: play.basis.K)]) { $1 }
    for wrong in [
      [:], heads.filter { $0.key != id }, later,
      heads.merging([stranger: Head(seq: 1, digest: .zero)]) { $1 },
    ] {
      #expect(refusal(play.sign(shares, by: id, heads: wrong)) == .field)
    }
    func refused(_ heads: [MemberID: Head]) -> Rejection.Code? {
      refusal(play.sign(sharesOfThree, by: id, ballot: 1, choice: three, heads: heads))
    }
    // In a later ballot the authors' votes are newer than their masked files, and whoever is
    // outside the set may have said something as well.
    #expect(refused(later) == nil)
    #expect(refused(heads) == nil)
    #expect(refused([:]) == .field)
    #expect(refused(heads.merging([id: Head(seq: 0, digest: .zero)]) { $1 }) == .field)
    #expect(refused(heads.merging([stranger: Head(seq: 1, digest: .zero)]) { $1 }) == .field)
  }

  @Test func sharesOfAnotherHolderDealerOrSetAreRefused() throws {
    for other in play.ids where other != id {
      #expect(try refusal(play.sign(play.shares(of: other), by: id)) == .sharing)
    }
    for (a, b) in [(0, 1), (1, 2), (2, 3)] {
      let exchanged = try shares.exchanging(play.ids[a], with: play.ids[b])
      #expect(refusal(play.sign(exchanged, by: id)) == .sharing)
    }
    #expect(refusal(play.sign(shares, by: id, ballot: 1, choice: three)) == .sharing)
    #expect(refusal(play.sign(sharesOfThree, by: id, ballot: 1)) == .sharing)
  }

  /// A void round binds its members and opens nothing.
  @Test func onlyAVoidRoundHasNoShares() throws {
    for void in [Choice.void(three.set), .void(play.set())] {
      #expect(refusal(play.sign(nil, by: id, ballot: 2, choice: void)) == nil)
      #expect(refusal(play.sign(nil, by: id, ballot: 0, choice: void)) == .context)
    }
    #expect(refusal(play.sign(shares, by: id, ballot: 2, choice: .void(play.set()))) == .field)
    #expect(refusal(play.sign(nil, by: id, ballot: 2, choice: three)) == .field)
    #expect(refusal(play.sign(nil, by: id)) == .field)
    let two = Choice.void(play.set(Array(play.ids.prefix(2))))
    #expect(refusal(play.sign(nil, by: id, ballot: 2, choice: two)) == .context)
  }

  /// With four members and a quorum of three, one liar is found and passed over.
  @Test func aWrongShareDoesNotChangeTheOutcome() throws {
    let genesis = try play.hospitals.genesis()
    var unmasks = try play.unmasks()
    let honest = try play.close(unmasks, on: genesis)
    for liar in play.ids {
      let lie = try play.shares(of: liar).exchanging(play.ids[0], with: play.ids[1])
      let truth = unmasks[liar]
      unmasks[liar] = play.sign(lie, by: liar)
      #expect(try play.close(unmasks, on: genesis).resultBytes == honest.resultBytes)
      unmasks[liar] = truth
    }
  }
}

/// Revealed shares as text, so that a liar's can be written.
private struct SharesText: Codable {
  var layers: [String: [String]]?
  var nonce: [String: String]
  var pairs: [String: [String: String]]
  var selfMask: [String: String]
}

extension RevealedShares {
  /// The same shares with those of two dealers exchanged.
  func exchanging(_ one: MemberID, with other: MemberID) throws -> RevealedShares {
    var text = try CanonicalJSON.decode(
      SharesText.self, from: CanonicalJSON.encode(self), file: "shares")
    let share = text.selfMask[one.name]
    text.selfMask[one.name] = text.selfMask[other.name]
    text.selfMask[other.name] = share
    return try CanonicalJSON.decode(
      RevealedShares.self, from: CanonicalJSON.encode(text), file: "shares")
  }
}
