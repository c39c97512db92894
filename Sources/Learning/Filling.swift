import LinearAlgebra

/// The discarded work that makes the effort of a clipped sum the same whatever its records.
///
/// Gradients, clipped vectors and micro-batches are each filled up to a fixed number. Real records
/// need between `n / 16` and `n / 16 + workers` micro-batches per block, because each worker has
/// its own; the spare records below leave enough for the discarded micro-batches to be neither
/// empty nor too large in every case.
struct Filling: Hashable {
  /// Vectors to clip and discard.
  let records: Int
  /// Gradients in them, at least one each.
  let examples: Int
  /// Micro-batches to compute them in.
  let batches: Int

  /// Takes what is to be reached and what was spent already; where that is more, little is left.
  init(records: Int, further: Int, after spent: Effort, workers: Int, block: Int) {
    let blocks = (records + block - 1) / block
    let spare = 2 * (workers * (blocks + 2) + 1)
    let width = LaneProduct.width
    let allBatches = (records + further + spare + width - 1) / width + workers * (blocks + 2)
    self.records = max(0, records + spare - spent.records)
    let missing = max(0, further - (spent.gradients - spent.records))
    examples = self.records == 0 ? 0 : self.records + missing
    let fewest = (examples + width - 1) / width
    batches = examples == 0 ? 0 : max(allBatches - spent.microBatches, fewest)
  }
}
