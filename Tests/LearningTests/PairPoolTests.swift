import Testing

@testable import Learning

/// Maxima of 2 x 2 squares against the definition, bit for bit: every square of eight numbers, in
/// rows of every rest.
@Suite struct PairPoolTests {
  /// With ties, zeros of both signs, and one that is no number.
  private static let values: [Float] = [-1, -0.0, 0, 0.5, 1.5, 2, .nan, .infinity]

  /// Square number n of 4096: upper left, upper right, lower left, lower right.
  private func square(_ n: Int) -> [Float] { (0..<4).map { Self.values[n >> (3 * $0) & 7] } }

  @Test(arguments: 1...13) func itIsTheDefinition(_ count: Int) {
    let delta = (1...count).map(Float.init)
    for start in stride(from: 0, to: 4096, by: count) {
      let squares = (start..<start + count).map { square($0) }
      let (above, below) = (squares.flatMap { $0[0...1] }, squares.flatMap { $0[2...3] })
      var maxima = [Float](repeating: 9, count: count)
      PairPool.forward(above, below: below, &maxima, count: count)
      var (upper, lower) = ([Float](repeating: 9, count: 2 * count), above)
      PairPool.backward(
        above, below: below, delta: delta, inputDelta: &upper, deltaBelow: &lower, count: count)
      for (x, square) in squares.enumerated() {
        let best = max(max(square[0], square[1]), max(square[2], square[3]))
        #expect(maxima[x].bitPattern == best.bitPattern)
        let winner = square.firstIndex(of: best) ?? 3
        let given = [upper[2 * x], upper[2 * x + 1], lower[2 * x], lower[2 * x + 1]]
        #expect(given == (0..<4).map { $0 == winner ? delta[x] : 0 }, "\(square)")
      }
    }
  }
}
