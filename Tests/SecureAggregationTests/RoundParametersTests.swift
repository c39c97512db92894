import SecureAggregation
import Testing

@Suite struct RoundParametersTests {
  @Test(arguments: [
    // n, c, t, m, h
    (3, 1, 3, 3, 2), (4, 1, 3, 3, 2), (5, 1, 4, 4, 3), (6, 1, 4, 4, 3), (7, 2, 5, 5, 3),
    (10, 3, 7, 7, 4), (20, 6, 14, 14, 8),
  ])
  func followTheTable(n: Int, c: Int, t: Int, m: Int, h: Int) throws {
    let parameters = try RoundParameters(members: n)
    #expect(parameters.colluding == c)
    #expect(parameters.quorum == t)
    #expect(parameters.smallestSet == m)
    #expect(parameters.honest == h)
  }

  @Test func keepTheRulesForEverySize() throws {
    for n in 3...200 {
      let parameters = try RoundParameters(members: n)
      #expect(2 * parameters.quorum > n + parameters.colluding)
      #expect(parameters.quorum <= n)
      #expect(parameters.honest >= 2)
    }
  }

  @Test func twoOnlyWhenAllowed() throws {
    let parameters = try RoundParameters(members: 2, allowTwo: true)
    #expect(parameters.quorum == 2 && parameters.smallestSet == 2 && parameters.honest == 1)
    #expect(failure { _ = try RoundParameters(members: 2) }?.code == .invalidRound)
    for n in [-1, 0, 1] {
      #expect(
        failure { _ = try RoundParameters(members: n, allowTwo: true) }?.code == .invalidRound)
    }
  }

  @Test(arguments: [(5, 0, nil), (5, 4, nil), (5, 5, nil), (5, 1, 3), (5, 1, 6), (7, 2, 4)])
  func refusesPolicies(n: Int, c: Int, t: Int?) {
    let found = failure { _ = try RoundParameters(members: n, colluding: c, quorum: t) }
    #expect(found?.code == .invalidRound)
  }

  @Test func takesPolicies() throws {
    let parameters = try RoundParameters(members: 7, colluding: 3, quorum: 6)
    #expect(parameters.quorum == 6 && parameters.smallestSet == 6 && parameters.honest == 3)
  }
}
