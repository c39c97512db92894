import Benchmark
import DifferentialPrivacy
import SecureAggregation

/// What a full sum of five hospitals costs everybody who closes the round: each one's layer of noise
/// drawn again and taken off, for a model of 548,099 parameters.
enum LayersBenchmark {
  private static let hospitals = 5
  private static let parameters = 548_099

  static func register() {
    benchmark(
      "layers: 5 hospitals, 548,099 parameters (target 0.5 s)",
      settings: Iterations(5), WarmupIterations(1), TimeUnit(.ms)
    ) {
      let noise = try LayeredNoise(
        log2Scale: 16, members: hospitals, smallestSet: 4, colluders: 1, isLayered: true)
      let terms = (1...hospitals).map { seed in
        (
          seed: Scalar(UInt32(seed)), kind: MaskStream.Kind.noise(noise.layers[0]),
          sign: MaskStream.Sign.minus
        )
      }
      var sum = RingVector(zeros: parameters, width: .bits32)
      MaskStream(opened: terms).apply(to: &sum)
      precondition(sum != RingVector(zeros: parameters, width: .bits32))
    }
  }
}
