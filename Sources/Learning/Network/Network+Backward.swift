import LinearAlgebra

extension Network {
  /// Computes losses and ``Workspace/deltas`` of a micro-batch after ``forward(_:_:_:_:)``.
  func backwardDense(
    _ parameters: UnsafePointer<Float>, _ examples: ExampleView, _ indices: ArraySlice<Int>,
    _ work: Workspace
  ) {
    let last = denseLayers.count - 1
    let width = LaneProduct.width
    work.deltas[last].pointer.update(
      repeating: Workspace.Lanes(repeating: 0), count: architecture.outputs)
    withFloats(work.deltas[last]) { delta in
      withFloats(work.denseLanes[last + 1]) { outputs in
        for (lane, index) in indices.enumerated() {
          work.losses.pointer[lane] = outputLoss.evaluate(
            outputs + lane, stride: width, delta: delta + lane
          ) { examples.labels.isOn($0, example: index) }
        }
      }
    }
    for index in stride(from: last, through: 1, by: -1) {
      let layer = denseLayers[index]
      let below = work.deltas[index - 1].pointer
      LaneProduct.multiplyTransposed(
        weights: parameters + layer.weights, rows: layer.units, columns: layer.inputs,
        input: work.deltas[index].pointer, output: below)
      if denseLayers[index - 1].isRectified {
        Rectifier.backward(work.denseLanes[index].pointer, delta: below, count: layer.inputs)
      }
    }
    if imageParameterCount > 0 {
      let layer = denseLayers[0]
      LaneProduct.multiplyTransposed(
        weights: parameters + layer.weights, rows: layer.units, columns: layer.inputs,
        input: work.deltas[0].pointer, output: work.inputDeltas.pointer)
    }
    for (rows, index) in zip(work.denseRows, 1...) {
      lanesToRows(work.denseLanes[index], count: denseLayers[index].inputs, work.count, rows)
    }
  }

  /// Computes one example's gradient of the image layers into ``Workspace/imageGradient``.
  func backwardImage(_ parameters: UnsafePointer<Float>, lane: Int, _ work: Workspace) {
    guard imageParameterCount > 0 else { return }
    let activations = work.activations.pointer + lane * activationCount
    let gradient = work.imageGradient.pointer
    var delta = work.imageDeltas.0.pointer
    var below = work.imageDeltas.1.pointer
    // Inside a residual block: the derivative by the shortcut.
    var shortcut = work.shortcutDelta.pointer
    withFloats(work.inputDeltas) { source in
      for i in 0..<denseLayers[0].inputs { delta[i] = source[i * LaneProduct.width + lane] }
    }
    for index in stride(from: imageLayers.count - 1, through: firstTrained, by: -1) {
      let layer = imageLayers[index]
      let input = activations + layer.input
      if layer.isOnShortcut { swap(&delta, &shortcut) }
      defer { if layer.isOnShortcut { swap(&delta, &shortcut) } }
      switch layer.operation {
      case .rectifier:
        Rectifier.backward(activations + layer.output, delta: delta, count: layer.outputCount)
        continue
      case .convolution(let convolution):
        convolution.backward(
          parameters, input, delta: delta, inputDelta: index == firstTrained ? nil : below,
          gradient: gradient, scratch: work.scratch.pointer)
      case .maxPool(let pool):
        pool.backward(input, delta: delta, inputDelta: below)
      case .groupNorm(let norm):
        norm.backward(parameters, input, delta: delta, inputDelta: below, gradient: gradient)
      case .globalAveragePool(let pool):
        pool.backward(delta: delta, inputDelta: below)
      case .join:
        shortcut.update(from: delta, count: layer.outputCount)
        continue
      case .fork:
        ImageLayer.add(shortcut, to: delta, count: layer.outputCount)
        continue
      }
      swap(&delta, &below)
    }
  }

  /// One example's input of a dense layer, without gaps.
  func denseRow(_ index: Int, lane: Int, _ work: Workspace) -> UnsafePointer<Float> {
    index == 0
      ? UnsafePointer(work.activations.pointer + lane * activationCount + denseInput)
      : UnsafePointer(work.denseRows[index - 1].pointer + lane * denseLayers[index].inputs)
  }

  private func lanesToRows(
    _ lanes: Storage<Workspace.Lanes>, count: Int, _ examples: Int, _ rows: Storage<Float>
  ) {
    withFloats(lanes) { source in
      for lane in 0..<examples {
        let target = rows.pointer + lane * count
        for i in 0..<count { target[i] = source[i * LaneProduct.width + lane] }
      }
    }
  }

  /// Lane vectors as single numbers: number i of lane e is at `i * width + e`.
  @inline(__always)
  func withFloats(
    _ lanes: Storage<Workspace.Lanes>, _ body: (UnsafeMutablePointer<Float>) -> Void
  ) {
    lanes.pointer.withMemoryRebound(
      to: Float.self, capacity: lanes.count * LaneProduct.width, body)
  }
}
