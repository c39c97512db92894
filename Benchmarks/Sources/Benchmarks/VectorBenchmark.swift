import Benchmark
import SecureAggregation
import Sodium

/// A round's vectors of 10^7 numbers among 20 hospitals: masked, sealed and signed by one of them,
/// and the sum of 14 unmasked; each beside the key stream that libsodium alone makes for as many
/// bytes.
enum VectorBenchmark {
  private static let hospitals = 20
  private static let present = 14
  private static let count = 10_000_000

  static func register() {
    register("mask, seal, sign: 20 hospitals, 10^7 (target 1.0 s)", isLayered: false)
    register("mask, seal, sign: the same with 6 layers of noise", isLayered: true)
    registerKeyStream("libsodium alone: key streams of that, on 2 cores", vectors: hospitals)
    registerUnmask()
    registerKeyStream(
      "libsodium alone: key streams of that sum, on 2 cores",
      vectors: present * (1 + hospitals - present))
  }

  private static func register(_ name: String, isLayered: Bool) {
    var prepared: BenchmarkRound?
    benchmark(name, settings: Iterations(3), WarmupIterations(1), TimeUnit(.ms)) {
      let round = try prepared ?? BenchmarkRound(hospitals, count: count, isLayered: isLayered)
      prepared = round
      let published = try round.publish(0)
      precondition(published.file.count > 4 * count)
    }
  }

  private static func registerUnmask() {
    var prepared: (BenchmarkRound, [BenchmarkRound.Published], [String: RevealedShares])?
    benchmark(
      "unmask and verify: 14 of 20 hospitals, 10^7 (target 4 s)", settings: Iterations(3),
      WarmupIterations(1), TimeUnit(.ms)
    ) {
      if prepared == nil {
        let round = try BenchmarkRound(hospitals, count: count, isLayered: false)
        let published = try (0..<present).map(round.publish)
        prepared = (round, published, try round.revealed(for: published.map(\.id)))
      }
      guard let (round, published, shares) = prepared else { return }
      let sum = try round.sum(published, shares: shares)
      precondition(sum.count == count)
    }
  }

  /// Masks and nothing else: ChaCha20 of libsodium, added to one vector.
  private static func registerKeyStream(_ name: String, vectors: Int) {
    benchmark(name, settings: Iterations(3), WarmupIterations(1), TimeUnit(.ms)) {
      let masks = (1...vectors).map { seed in
        (seed: Scalar(UInt32(seed)), kind: MaskStream.Kind.own, sign: MaskStream.Sign.plus)
      }
      var vector = RingVector(zeros: count, width: .bits32)
      MaskStream(opened: masks).apply(to: &vector)
      precondition(vector != RingVector(zeros: count, width: .bits32))
    }
  }
}
