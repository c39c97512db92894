import DifferentialPrivacy
import Testing

@Suite struct IntegerGridTests {
  struct GridCase: Decodable {
    let clipNorm: Double
    let noiseMultiplier: Double
    let log2Scale: Int
    let honestShares: Int
    let sensitivity: Int64
    let step: String
    let clipTarget: String
  }

  @Test("sensitivity, step and clip target, to the last bit")
  func vectors() throws {
    let cases = try VectorFile<GridCase>.load("grid")
    #expect(cases.count == 294)
    for expected in cases {
      let grid = try IntegerGrid(
        clipNorm: expected.clipNorm, noiseMultiplier: expected.noiseMultiplier,
        log2Scale: expected.log2Scale, honestShares: expected.honestShares)
      #expect(grid.sensitivity == expected.sensitivity)
      #expect(grid.step == Double(expected.step))
      #expect(grid.clipTarget == Double(expected.clipTarget))
    }
  }

  @Test("the counted shares make at least the noise asked for, and one step more would not")
  func noise() throws {
    for tenths in 1...200 {
      for shares in 1...24 {
        let z = Double(tenths) / 10
        let grid = try IntegerGrid(
          clipNorm: 1, noiseMultiplier: z, log2Scale: 16, honestShares: shares)
        let effective = grid.effectiveNoiseMultiplier(shares: shares)
        #expect(effective >= z)
        let sensitivity = Double(grid.sensitivity)
        #expect(effective * sensitivity / (sensitivity + 1) < z)
      }
    }
  }

  @Test("more shares make more noise")
  func shares() throws {
    let grid = try IntegerGrid(clipNorm: 1, noiseMultiplier: 1, log2Scale: 16, honestShares: 4)
    #expect(grid.sensitivity == 131_072)
    #expect(grid.effectiveNoiseMultiplier(shares: 4) == 1)
    #expect(grid.effectiveNoiseMultiplier(shares: 16) == 2)
    #expect(grid.effectiveNoiseMultiplier(shares: 1) == 0.5)
    #expect(grid.effectiveNoiseMultiplier(shares: 0) == 0)
  }

  @Test("scales follow from the ring")
  func scales() throws {
    #expect(try IntegerGrid.log2Scale(ringBits: 32) == 16)
    #expect(try IntegerGrid.log2Scale(ringBits: 64) == 20)
    #expect { try IntegerGrid.log2Scale(ringBits: 16) } throws: {
      ($0 as? DifferentialPrivacyError)?.code == .invalidRing
    }
  }

  @Test(
    "impossible numbers are refused",
    arguments: [
      (0, 1, 16, 3, DifferentialPrivacyError.Code.invalidClipNorm),
      (-1, 1, 16, 3, .invalidClipNorm), (.nan, 1, 16, 3, .invalidClipNorm),
      (.infinity, 1, 16, 3, .invalidClipNorm), (1, 0, 16, 3, .invalidNoiseMultiplier),
      (1, .nan, 16, 3, .invalidNoiseMultiplier), (1, .infinity, 16, 3, .invalidNoiseMultiplier),
      (1, 1e6, 16, 3, .invalidNoiseMultiplier), (1, 1e-300, 16, 3, .invalidNoiseMultiplier),
      (1, 1, 2, 3, .invalidScale), (1, 1, 25, 3, .invalidScale), (1, 1, 16, 0, .invalidShares),
      (1, 1, 16, -3, .invalidShares), (1, 1, 16, .max, .invalidShares),
    ] as [(Double, Double, Int, Int, DifferentialPrivacyError.Code)])
  func refusals(
    clipNorm: Double, noise: Double, log2Scale: Int, shares: Int,
    code: DifferentialPrivacyError.Code
  ) {
    #expect {
      try IntegerGrid(
        clipNorm: clipNorm, noiseMultiplier: noise, log2Scale: log2Scale, honestShares: shares)
    } throws: {
      ($0 as? DifferentialPrivacyError)?.code == code
    }
  }
}
