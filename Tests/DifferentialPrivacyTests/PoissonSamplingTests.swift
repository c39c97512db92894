import DifferentialPrivacy
import Foundation
import Testing

@Suite struct PoissonSamplingTests {
  @Test("a record is in if its word is below the threshold")
  func threshold() throws {
    let quarter = try PoissonSampling(rate: 0.25)
    #expect(quarter.threshold == "04000000000000000")
    var generator = ScriptedGenerator(words: [1 << 62, 1 << 62 - 1, 0, .max, 1 << 63])
    #expect(quarter.sample(count: 5, using: &generator) == [1, 2])
  }

  @Test("with rate 1 every record is in, whatever the word")
  func everything() throws {
    let all = try PoissonSampling(rate: 1)
    #expect(all.threshold == "10000000000000000")
    #expect(all.rate == 1)
    var generator = ScriptedGenerator(words: [.max, 0, .max])
    #expect(all.sample(count: 3, using: &generator) == [0, 1, 2])
  }

  @Test("the smallest rate takes the word zero alone")
  func smallest() throws {
    let rare = try PoissonSampling(rate: 0x1p-64)
    #expect(rare.threshold == "00000000000000001")
    #expect(rare.rate == 0x1p-64)
    var generator = ScriptedGenerator(words: [1, 0, .max])
    #expect(rare.sample(count: 3, using: &generator) == [1])
  }

  @Test(
    "the threshold is floor(q 2^64)",
    arguments: [
      (0.01, "0028f5c28f5c28f60"), (0.0128, "00346dc5d638865a0"), (1e-4, "000068db8bac710cb"),
      (1e-9, "0000000044b82fa09"), (0.5, "08000000000000000"), (0x1p-64 * 1.5, "00000000000000001"),
      (1 - 0x1p-53, "0fffffffffffff800"),
    ])
  func floors(rate: Double, threshold: String) throws {
    let sampling = try PoissonSampling(rate: rate)
    #expect(sampling.threshold == threshold)
    #expect(try PoissonSampling(threshold: threshold) == sampling)
    #expect(sampling.rate <= rate)
    #expect(sampling.rate >= rate - 0x1p-64)
  }

  @Test("what a double cannot hold is charged as more, never as less")
  func rounding() throws {
    #expect(try PoissonSampling(threshold: "0ffffffffffffffff").rate == 1)
    #expect(try PoissonSampling(threshold: "08000000000000001").rate == 0.5.nextUp)
    #expect(try PoissonSampling(threshold: "00020000000000001").rate == 0x1p-11.nextUp)
    #expect(try PoissonSampling(threshold: "00010000000000001").rate == 0x1p-12 + 0x1p-64)
  }

  @Test(
    "rates that are no probabilities are refused",
    arguments: [
      0, -0.1, 1.0.nextUp, 2, .nan, .infinity, 0x1p-65,
    ])
  func invalidRates(rate: Double) {
    #expect { try PoissonSampling(rate: rate) } throws: {
      ($0 as? DifferentialPrivacyError)?.code == .invalidSamplingRate
    }
  }

  @Test(
    "thresholds in any other form are refused",
    arguments: [
      "", "0", "00000000000000000", "10000000000000001", "20000000000000000", "8000000000000000",
      "0800000000000000A", "+8000000000000000", "0-000000000000001", "008000000000000000",
      "0x000000000000001", "0000000000000000é",
    ])
  func invalidThresholds(text: String) {
    #expect(throws: DifferentialPrivacyError.self) { try PoissonSampling(threshold: text) }
  }

  @Test("the sample's size is binomial and its indices ascend")
  func frequency() throws {
    var generator = SeededGenerator(seed: 5)
    let sampling = try PoissonSampling(rate: 0.01)
    let sample = sampling.sample(count: 4_000_000, using: &generator)
    #expect(abs(Double(sample.count) - 40_000) < 4 * 39_600.0.squareRoot())
    #expect(zip(sample, sample.dropFirst()).allSatisfy { $0 < $1 })
    #expect(sample.allSatisfy { (0..<4_000_000).contains($0) })
    let firstHalf = Double(sample.count { $0 < 2_000_000 })
    #expect(abs(firstHalf - 20_000) < 4 * 19_800.0.squareRoot())
    #expect(sampling.sample(count: 0, using: &generator).isEmpty)
  }
}
