import Rounds

/// A simulated hospital's vectors, of which the simulator knows what they were.
protocol KnownVectorSource: VectorSource {
  /// The numbers that the hospital gave to a round that stands on a result; `nil` if it gave none.
  func input(_ basis: RoundBasis, count: Int) -> [Int64]?
}
