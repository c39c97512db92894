import DifferentialPrivacy
import Testing

@Suite struct RingHeadroomTests {
  private let grid: IntegerGrid

  init() throws {
    // S = 2^17.
    grid = try IntegerGrid(clipNorm: 1, noiseMultiplier: 1, log2Scale: 16, honestShares: 4)
  }

  @Test("the sum stays strictly below 2^31 less the noise")
  func edge() throws {
    // 12 s sqrt(4) = 12 S, so 2^14 - 12 records would reach the limit exactly.
    #expect(try grid.maximumRecords(ringBits: 32, members: 4) == 16_371)
    try grid.checkHeadroom(records: 0, ringBits: 32, members: 4)
    try grid.checkHeadroom(records: 16_371, ringBits: 32, members: 4)
    #expect {
      try grid.checkHeadroom(records: 16_372, ringBits: 32, members: 4)
    } throws: {
      let error = $0 as? DifferentialPrivacyError
      return error?.code == .ringOverflow && error?.message.contains("16372") == false
    }
  }

  @Test("at every number of members one more record would not fit", arguments: 1...64)
  func tight(members: Int) throws {
    let most = try grid.maximumRecords(ringBits: 32, members: members)
    let sensitivity = Double(grid.sensitivity)
    let limit = 0x1p31 - 12 * 65_536 * Double(members).squareRoot()
    #expect(Double(most) * sensitivity < limit)
    #expect(Double(most + 1) * sensitivity >= limit - 1)
  }

  @Test("the 64-bit ring has room for any hospital")
  func wide() throws {
    let wide = try IntegerGrid(clipNorm: 1, noiseMultiplier: 1, log2Scale: 20, honestShares: 4)
    #expect(try wide.maximumRecords(ringBits: 64, members: 4) == 4_398_046_511_091)
  }

  @Test("where not even the noise fits, no record does")
  func none() throws {
    let coarse = try IntegerGrid(clipNorm: 1, noiseMultiplier: 1, log2Scale: 24, honestShares: 1)
    #expect(try coarse.maximumRecords(ringBits: 32, members: 114) == 0)
    #expect(throws: DifferentialPrivacyError.self) {
      try coarse.checkHeadroom(records: 1, ringBits: 32, members: 114)
    }
  }

  @Test(
    "impossible rings and rosters are refused",
    arguments: [
      (31, 3), (0, 3), (-1, 3), (128, 3), (32, 0), (64, -1), (64, Int.max),
    ])
  func refusals(ringBits: Int, members: Int) {
    #expect(throws: DifferentialPrivacyError.self) {
      try grid.maximumRecords(ringBits: ringBits, members: members)
    }
  }
}
