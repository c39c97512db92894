import SecureAggregation
import Sodium
import Testing

@Suite struct RoundSecretsTests {
  @Test func comeBackFromTheJournal() throws {
    let secrets = RoundSecrets.random()
    let again = try SecretBytes.Held(secrets).restored()
    #expect(again.ephemeralKey == secrets.ephemeralKey)
    #expect(again.nonceCommitment == secrets.nonceCommitment)
  }

  @Test func damagedOnesAreRefused() {
    let secrets = RoundSecrets.random().withUnsafeBytes { Array($0) }
    let zero = [UInt8](repeating: 0, count: 32)
    let high = [UInt8](repeating: 0xff, count: 32)
    for (bytes, code) in [
      (Array(secrets.dropLast()), SecureAggregationError.Code.wrongLength),
      (secrets + [0], .wrongLength),
      (Array(secrets.prefix(32)) + zero, .notCanonical),
      (Array(secrets.prefix(32)) + high, .notCanonical),
    ] {
      #expect(failure { _ = try SecretBytes.Held(bytes).restored() }?.code == code)
    }
  }

  @Test func secretsOfAnotherRoundAreRefused() throws {
    let round = try Consortium(3)
    let found = failure {
      _ = try Dealing.deal(
        RingVector(zeros: 3, width: .bits32), as: "h01", secrets: RoundSecrets.random(),
        in: round.context)
    }
    #expect(found?.code == .otherSecrets)
    let dealing = try #require(round.dealings["h01"])
    #expect(
      failure {
        _ = try dealing.open(
          from: "h01", as: "h02", secrets: RoundSecrets.random(), in: round.context)
      }?.code == .otherSecrets)
  }

  @Test func vectorsOfAnotherShapeAreRefused() throws {
    let round = try Consortium(3)
    for vector in [RingVector(zeros: 2, width: .bits32), RingVector(zeros: 3, width: .bits64)] {
      let found = failure {
        _ = try Dealing.deal(
          vector, as: "h01", secrets: #require(round.secrets["h01"]).restored(),
          in: round.context)
      }
      #expect(found?.code == .wrongLength)
    }
  }

  @Test func contextsAreChecked() throws {
    let round = try Consortium(3)
    let members = round.context.members
    func context(_ members: [RoundContext.Member], threshold: Int = 3, count: Int = 1) throws {
      _ = try RoundContext(
        session: Digest(hashing: []), round: 1, K: Digest(hashing: []), members: members,
        threshold: threshold, ringWidth: .bits32, count: count)
    }
    #expect(failure { try context(members) } == nil)
    #expect(failure { try context(members.reversed()) }?.code == .invalidRound)
    #expect(failure { try context([members[0]] + members) }?.code == .invalidRound)
    #expect(failure { try context([members[0]], threshold: 1) }?.code == .invalidRound)
    #expect(failure { try context(members, threshold: 4) }?.code == .invalidRound)
    #expect(failure { try context(members, threshold: 1) }?.code == .invalidRound)
    #expect(failure { try context(members, count: 0) }?.code == .invalidRound)
    for text in [RistrettoPoint.identity.hex, "", String(repeating: "f", count: 64)] {
      let found = failure {
        _ = try RoundContext.Member(
          id: "h01", ephemeralKey: members[0].ephemeralKey, nonceCommitment: text)
      }
      #expect(found?.code == .notCanonical && found?.culprit == "h01")
    }
  }
}
