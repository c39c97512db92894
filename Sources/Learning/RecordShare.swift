import LinearAlgebra

/// One worker's share of records of several examples: the examples one after the other.
struct RecordShare {
  var examples: [Int] = []
  /// For each example whether it is the last of its record.
  var isLast: [Bool] = []
  var batches = 0

  /// Whole records for each worker, about as many examples each, in as few micro-batches as fit.
  static func split(_ records: ArraySlice<[Int]>, workers: Int) -> [RecordShare] {
    var shares = [RecordShare](repeating: RecordShare(), count: workers)
    let total = records.reduce(0) { $0 + $1.count }
    var start = 0
    for record in records {
      let worker = start * workers / max(total, 1)
      shares[worker].examples += record
      shares[worker].isLast += record.indices.map { $0 == record.count - 1 }
      start += record.count
    }
    for worker in shares.indices {
      shares[worker].batches = shares[worker].fewest
    }
    return shares
  }

  /// Records to be discarded, of about equal size. Those at the ends of shares may be torn.
  static func decoys(_ filling: Filling, of count: Int, workers: Int) -> [RecordShare] {
    (0..<workers).map { worker in
      let range = part(worker, of: filling.examples, workers)
      var share = RecordShare()
      for place in range {
        share.examples.append(place % count)
        // Steps of records over examples: the number of steps is the number of records.
        share.isLast.append(
          (place + 1) * filling.records / filling.examples
            > place * filling.records / filling.examples)
      }
      share.batches = max(part(worker, of: filling.batches, workers).count, share.fewest)
      return share
    }
  }

  private var fewest: Int { (examples.count + LaneProduct.width - 1) / LaneProduct.width }

  private static func part(_ worker: Int, of count: Int, _ workers: Int) -> Range<Int> {
    count * worker / workers..<count * (worker + 1) / workers
  }
}
