import LinearAlgebra

extension Network {
  /// Computes the outputs of a micro-batch into the last of ``Workspace/denseLanes``.
  func forward(
    _ parameters: UnsafePointer<Float>, _ examples: ExampleView, _ indices: ArraySlice<Int>,
    _ work: Workspace
  ) {
    work.count = indices.count
    for (lane, index) in indices.enumerated() {
      let activations = work.activations.pointer + lane * activationCount
      let source = examples.features + index * examples.size
      activations.update(from: source, count: examples.size)
      work.isFinite.pointer[lane] = Self.areFinite(source, count: examples.size)
      for layer in imageLayers {
        layer.forward(parameters, activations: activations, scratch: work.scratch.pointer)
      }
    }
    rowsToLanes(
      work.activations.pointer + denseInput, stride: activationCount, count: denseLayers[0].inputs,
      examples: work.count, work.denseLanes[0].pointer)
    for (index, layer) in denseLayers.enumerated() {
      let output = work.denseLanes[index + 1].pointer
      LaneProduct.multiply(
        weights: parameters + layer.weights, bias: parameters + layer.biases, rows: layer.units,
        columns: layer.inputs, input: work.denseLanes[index].pointer, output: output)
      if layer.isRectified { Rectifier.forward(output, count: layer.units) }
    }
  }

  /// Puts row `e` into lane `e` and zeros into the lanes without an example.
  private func rowsToLanes(
    _ rows: UnsafePointer<Float>, stride: Int, count: Int, examples: Int,
    _ lanes: UnsafeMutablePointer<LaneProduct.Lanes>
  ) {
    lanes.withMemoryRebound(to: Float.self, capacity: count * LaneProduct.width) { lanes in
      for i in 0..<count {
        let target = lanes + i * LaneProduct.width
        for lane in 0..<examples { target[lane] = rows[lane * stride + i] }
        for lane in examples..<LaneProduct.width { target[lane] = 0 }
      }
    }
  }

  private static func areFinite(_ values: UnsafePointer<Float>, count: Int) -> Bool {
    var worst: UInt32 = 0
    for i in 0..<count { worst = max(worst, values[i].bitPattern & 0x7FFF_FFFF) }
    return worst < Float.infinity.bitPattern
  }
}
