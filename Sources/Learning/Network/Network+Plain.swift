extension Network {
  /// Adds the gradients of a micro-batch, not clipped, to ``Workspace/realSums``, and the losses.
  /// An example with a gradient that is infinite or not a number counts as zero.
  func addPlain(_ parameters: UnsafePointer<Float>, _ work: Workspace) {
    let sums = work.realSums.pointer
    for lane in 0..<work.count {
      backwardImage(parameters, lane: lane, work)
      let image = work.imageGradient.pointer
      var isFinite = work.isFinite.pointer[lane] && squaredDenseNorm(lane: lane, work).isFinite
      for i in 0..<imageParameterCount where !image[i].isFinite { isFinite = false }
      guard isFinite else {
        work.nonFinite += 1
        continue
      }
      work.lossSum += work.losses.pointer[lane]
      for i in 0..<imageParameterCount { sums[i] += image[i] }
      for (index, layer) in denseLayers.enumerated() {
        addPlainDense(index, layer, lane: lane, work)
      }
    }
  }

  /// Adds one example's gradient of a dense layer, not clipped, to ``Workspace/realSums``.
  func addPlainDense(_ index: Int, _ layer: DenseLayer, lane: Int, _ work: Workspace) {
    let row = denseRow(index, lane: lane, work)
    withFloats(work.deltas[index]) { deltas in
      for unit in 0..<layer.units {
        let delta = deltas[unit * Workspace.Lanes.scalarCount + lane]
        guard delta != 0 else { continue }
        let target = work.realSums.pointer + layer.weights + unit * layer.inputs
        if layer.trainsWeights { for i in 0..<layer.inputs { target[i] += delta * row[i] } }
        if layer.trainsBiases { work.realSums.pointer[layer.biases + unit] += delta }
      }
    }
  }
}
