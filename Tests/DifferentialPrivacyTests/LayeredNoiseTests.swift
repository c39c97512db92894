import DifferentialPrivacy
import Testing

/// The noise of the members of a sum: never less than is counted on, and with layers hardly more.
@Suite struct LayeredNoiseTests {
  /// Every roster of up to 40 members with the protocol's kind of thresholds.
  private static let rosters: [(n: Int, m: Int, c: Int)] = (2...40).flatMap { n in
    (1...max(1, n / 3)).flatMap { c in
      (max(c + 1, n / 2)...n).map { (n, $0, c) }
    }
  }

  private func noise(
    _ roster: (n: Int, m: Int, c: Int), log2Scale: Int = 16, isLayered: Bool = true
  ) throws -> LayeredNoise {
    try LayeredNoise(
      log2Scale: log2Scale, members: roster.n, smallestSet: roster.m, colluders: roster.c,
      isLayered: isLayered)
  }

  @Test(
    "whoever is in the sum, the honest noises together are those of the smallest set",
    arguments: [16, 20])
  func neverTooLittle(log2Scale: Int) throws {
    for roster in Self.rosters {
      let noise = try noise(roster, log2Scale: log2Scale)
      let needed = Int64(1) << Int64(2 * log2Scale) * Int64(roster.m - roster.c)
      #expect(noise.layers.count == roster.n - roster.m)
      for present in roster.m...roster.n {
        let variance = noise.variance(present: present)
        let honest = variance * Int64(present - roster.c)
        #expect(honest >= needed)
        #expect(Double(honest) <= Double(needed) * (1 + 0x1p-9), "\(roster) \(present)")
        #expect(noise.counted(present: present) == (variance, present))
      }
      #expect(noise.variance(present: roster.m) == 1 << Int64(2 * log2Scale))
    }
  }

  @Test("a charge before the set is known covers every set, against both observers")
  func dearest() throws {
    for roster in Self.rosters {
      for isLayered in [true, false] {
        let noise = try noise(roster, isLayered: isLayered)
        let (variance, shares) = noise.counted(present: nil)
        for present in roster.m...roster.n {
          let there = noise.variance(present: present)
          #expect(variance * Int64(shares) <= there * Int64(present))
          #expect(
            variance * Int64(shares - roster.c) <= there * Int64(present - roster.c),
            "\(roster) \(present)")
        }
      }
    }
  }

  @Test("without layers all noise stays")
  func off() throws {
    for roster in Self.rosters {
      let noise = try noise(roster, isLayered: false)
      #expect(noise.layers.isEmpty && noise.removed(present: roster.n) == 0)
      #expect((roster.m...roster.n).allSatisfy { noise.variance(present: $0) == 1 << 32 })
    }
  }

  @Test("rosters that no round has are refused")
  func impossible() {
    for roster in [(3, 4, 1), (3, 1, 1), (3, 3, -1), (20_000, 15_000, 4_000)] {
      #expect(throws: DifferentialPrivacyError.self) { try noise(roster) }
    }
    #expect(throws: DifferentialPrivacyError.self) { try noise((3, 3, 1), log2Scale: 25) }
  }
}
