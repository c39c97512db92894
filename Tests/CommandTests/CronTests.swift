import Testing

/// Nodes that are only ever called with `--once`, as cron does.
@Suite struct CronTests {
  @Test(arguments: [1, 2] as [UInt64])
  func callsInAnyOrderFinishTheRounds(seed: UInt64) throws {
    let consortium = try Consortium(rounds: 4)
    var generator = SeededGenerator(seed: seed)
    var finished: Set<String> = []
    var calls = 0
    while finished.count < Consortium.members.count, calls < 300 {
      let id = try #require(Consortium.members.randomElement(using: &generator))
      let result = try consortium.node(id, ["--once"])
      #expect(result.status == 0, "seed \(seed), call \(calls): \(result.errors)")
      if result.errors.contains("finished: the plan's last round is closed") {
        finished.insert(id)
      }
      calls += 1
    }
    #expect(finished.count == 3, "seed \(seed): not finished after \(calls) calls")
    let audit = try consortium.auditAll()
    #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
    #expect(audit.output.contains("round-4 "))
    #expect(!audit.output.contains("round-5 "))
  }
}
