import Testing

/// `expel`, `rotate-key` and `revoke`, as people type them.
@Suite struct ExpelCommandTests {
  @Test func aRevokedKeyEndsTheNodeAndIsSeenByAll() throws {
    let consortium = try Consortium(rounds: 6)
    for id in ["h1", "h2", "h3", "h1", "h2", "h3"] {
      let result = try consortium.node(id, ["--once"])
      #expect(result.status == 0, "\(result.errors)")
    }
    // Without h2 no round would be possible; and nothing is said then.
    let expelled = try consortium.node("h1", ["expel", "h2"])
    #expect(expelled.status == 64, "\(expelled.output)\(expelled.errors)")
    #expect(expelled.errors.contains("without h2 no round is possible"), "\(expelled.errors)")
    let itself = try consortium.node("h1", ["expel", "h1"])
    #expect(itself.status == 64 && itself.errors.contains("decaph-node revoke"))

    let rotated = try consortium.node("h3", ["rotate-key"])
    #expect(rotated.status == 64, "\(rotated.output)\(rotated.errors)")
    #expect(rotated.errors.contains("without h3 no round is possible"), "\(rotated.errors)")

    let revoked = try consortium.node("h3", ["revoke"])
    #expect(revoked.status == 0, "\(revoked.errors)")
    #expect(revoked.output.contains("the key of h3 is revoked"), "\(revoked.output)")
    // It ends the round that it has begun.
    var own = try consortium.node("h3", ["--once"])
    for _ in 0..<4 where own.status == 0 {
      for id in ["h1", "h2"] { #expect(try consortium.node(id, ["--once"]).status == 0) }
      own = try consortium.node("h3", ["--once"])
    }
    #expect(own.status == 76, "\(own.errors)")
    #expect(own.errors.contains("h3 takes no further part: its own key was revoked"))
    for id in ["h1", "h2", "h1"] { _ = try consortium.node(id, ["--once"]) }
    let status = try consortium.node("h1", ["status"])
    #expect(status.output.contains("its own key was revoked"), "\(status.output)")
    let audit = try consortium.auditAll()
    #expect(audit.output.contains("h3 has revoked its own key"), "\(audit.output)")
  }
}
