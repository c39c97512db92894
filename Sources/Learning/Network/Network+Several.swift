extension Network {
  /// Adds one example's gradient, not clipped, to that of its record in ``Workspace/realSums``.
  ///
  /// The sums are single-precision and in the order of the examples, so a record has the same bits
  /// wherever it is computed. A gradient that is infinite or not a number spoils its whole record.
  func addToRecord(_ parameters: UnsafePointer<Float>, lane: Int, _ work: Workspace) {
    backwardImage(parameters, lane: lane, work)
    if !work.isFinite.pointer[lane] || !squaredDenseNorm(lane: lane, work).isFinite {
      work.isRecordFinite = false
    }
    let image = work.imageGradient.pointer
    let sums = work.realSums.pointer
    for i in 0..<imageParameterCount { sums[i] += image[i] }
    for (index, layer) in denseLayers.enumerated() {
      addPlainDense(index, layer, lane: lane, work)
    }
  }
}
