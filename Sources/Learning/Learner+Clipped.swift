extension Learner {
  /// The sum of clipped and truncated per-example gradients, steps 1 to 3 of PRIVACY.md section 1.
  ///
  /// Each example's gradient is computed on its own, so the result has the same bits whatever the
  /// number of workers and the order and split of the examples. An index may appear several times.
  ///
  /// - Parameters:
  ///   - parameters: in the order of ``layout``.
  ///   - indices: which examples; none gives zeros. Traps if one is out of range.
  /// - Throws: ``LearningError``: `sizeMismatch` or `invalidExamples`.
  public func clippedSum(
    parameters: [Float], examples: LabelledExamples, indices: [Int], clipping: Clipping
  ) throws(LearningError) -> ClippedSum {
    try check(parameters, examples)
    precondition(indices.allSatisfy { $0 >= 0 && $0 < examples.count }, "an index is out of range")
    let spaces = workspaces(for: .truncated)
    for space in spaces { space.nonFinite = 0 }
    var sum = [Int64](repeating: 0, count: layout.count)
    // No worker's 32-bit sums see more vectors than fit whatever they are.
    let block = clipping.vectorsPerBlock
    for start in stride(from: 0, to: indices.count, by: block) {
      let part = indices[start..<min(start + block, indices.count)]
      forEachMicroBatch(.truncated, parameters, examples, part) { parameters, view, batch, work in
        network.backwardDense(parameters, view, batch, work)
        network.addClipped(parameters, clipping, work)
      }
      flush(spaces, into: &sum)
    }
    return ClippedSum(sum: sum, nonFinite: spaces.reduce(0) { $0 + $1.nonFinite })
  }

  /// Moves the workers' sums into one, each worker a range of it, and clears them.
  private func flush(_ spaces: [Workspace], into sum: inout [Int64]) {
    let count = sum.count
    sum.withUnsafeMutableBufferPointer { buffer in
      guard let target = buffer.baseAddress else { return }
      pool.run { worker in
        let range = count * worker / workers..<count * (worker + 1) / workers
        for space in spaces {
          let source = space.sums.pointer
          for i in range {
            target[i] &+= Int64(source[i])
            source[i] = 0
          }
        }
      }
    }
  }
}
