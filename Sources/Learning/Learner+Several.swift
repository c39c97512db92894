extension Learner {
  /// Adds records of several examples each, in blocks in which no 32-bit sum overflows.
  func add(_ records: [[Int]], of batch: Batch, to sum: inout [Int64]) {
    let block = batch.clipping.vectorsPerBlock
    var start = 0
    repeat {
      let part = records[start..<min(start + block, records.count)]
      add(RecordShare.split(part, workers: workers), of: batch, to: &sum)
      start += block
    } while start < records.count
  }

  /// Adds the workers' shares; each worker adds up the gradients of one record after the other.
  func add(_ shares: [RecordShare], of batch: Batch, to sum: inout [Int64]) {
    let spaces = workspaces(for: .several)
    withView(batch.parameters, batch.examples) { parameters, view in
      pool.run { worker in
        let (share, work) = (shares[worker], spaces[worker])
        let count = share.examples.count
        work.startRecord()
        for batchNumber in 0..<share.batches {
          let start = count * batchNumber / share.batches
          let part = share.examples[start..<count * (batchNumber + 1) / share.batches]
          guard !part.isEmpty else { continue }
          network.forward(parameters, view, part, work)
          network.backwardDense(parameters, view, part, work)
          for (lane, place) in part.indices.enumerated() {
            network.addToRecord(parameters, lane: lane, work)
            if share.isLast[place] { work.closeRecord(batch.clipping) }
          }
          work.effort.gradients += part.count
          work.effort.microBatches += 1
        }
      }
    }
    flush(.several, into: &sum)
  }
}
