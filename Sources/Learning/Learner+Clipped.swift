extension Learner {
  /// The sum of clipped and truncated gradients where each example is a record by itself.
  public func clippedSum(
    parameters: [Float], examples: LabelledExamples, indices: [Int], clipping: Clipping
  ) throws(LearningError) -> ClippedSum {
    try clippedSum(
      parameters: parameters, examples: examples, records: indices.map { [$0] },
      clipping: clipping)
  }

  /// The sum of clipped and truncated gradients of records, steps 1 to 3 of PRIVACY.md section 1.
  ///
  /// A record is one example, or several of one patient: then their gradients are added up first,
  /// and the sum is clipped and truncated as one. So each record adds an integer vector of at most
  /// the norm S, whatever its gradients are. Each record is computed on its own, and its examples
  /// in the order of their indices, so the result has the same bits whatever the number of workers
  /// and the order and split of the records. An index may appear several times.
  ///
  /// - Parameters:
  ///   - parameters: in the order of ``layout``.
  ///   - records: the examples of each; none gives zeros. Traps if one is empty or an index is out
  ///     of range.
  ///   - workload: how much to compute in all, whatever the records: further gradients are computed
  ///     in the same way and discarded. Nil for the records alone.
  /// - Throws: ``LearningError``: `sizeMismatch` or `invalidExamples`.
  public func clippedSum(
    parameters: [Float], examples: LabelledExamples, records: [[Int]], clipping: Clipping,
    paddedTo workload: Workload? = nil
  ) throws(LearningError) -> ClippedSum {
    try check(parameters, examples)
    precondition(
      records.allSatisfy { record in
        !record.isEmpty && record.allSatisfy { $0 >= 0 && $0 < examples.count }
      }, "a record is empty or an index is out of range")
    let batch = Batch(parameters: parameters, examples: examples, clipping: clipping)
    let single = records.filter { $0.count == 1 }.map { $0[0] }
    let several = records.filter { $0.count > 1 }.map { $0.sorted() }
    for kind in [Workspace.Sums.truncated, .several] { clearCounts(kind) }
    var sum = [Int64](repeating: 0, count: layout.count)
    let before = effort
    add(single, of: batch, to: &sum)
    let between = effort
    if !several.isEmpty || workload.map({ $0.several > 0 }) ?? false {
      add(several, of: batch, to: &sum)
    }
    let result = ClippedSum(sum: sum, nonFinite: nonFinite(.truncated) + nonFinite(.several))
    if let workload, examples.count > 0 {
      let spent = (single: between - before, several: effort - between)
      discard(workload, after: spent, of: batch)
    }
    return result
  }

  /// Computes what the workload asks for beyond what was spent, into sums that nobody reads.
  private func discard(
    _ workload: Workload, after spent: (single: Effort, several: Effort), of batch: Batch
  ) {
    var discarded = [Int64](repeating: 0, count: layout.count)
    let block = batch.clipping.vectorsPerBlock
    let single = Filling(
      records: workload.single, further: 0, after: spent.single, workers: workers, block: block)
    add(
      (0..<single.examples).map { $0 % batch.examples.count }, of: batch, batches: single.batches,
      to: &discarded)
    if workload.several > 0 {
      let several = Filling(
        records: workload.several, further: workload.further, after: spent.several,
        workers: workers, block: block)
      add(
        RecordShare.decoys(several, of: batch.examples.count, workers: workers), of: batch,
        to: &discarded)
    }
  }

  /// Adds records of one example each.
  ///
  /// - Parameter batches: micro-batches to compute them in, for sums that may overflow; by default
  ///   as few as fit, in blocks in which nothing overflows.
  private func add(
    _ indices: [Int], of batch: Batch, batches: Int? = nil, to sum: inout [Int64]
  ) {
    // No worker's 32-bit sums see more vectors than fit whatever they are.
    let block = batches == nil ? batch.clipping.vectorsPerBlock : max(1, indices.count)
    var start = 0
    repeat {
      let part = indices[start..<min(start + block, indices.count)]
      forEachMicroBatch(
        .truncated, batch.parameters, batch.examples, part, batches: batches
      ) { parameters, view, part, work in
        network.backwardDense(parameters, view, part, work)
        network.addClipped(parameters, batch.clipping, work)
        work.effort.records += part.count
      }
      flush(.truncated, into: &sum)
      start += block
    } while start < indices.count
  }

  /// Moves the workers' sums into one, each worker a range of it, and clears them.
  func flush(_ kind: Workspace.Sums, into sum: inout [Int64]) {
    let spaces = workspaces(for: kind)
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
