import LinearAlgebra

extension Network {
  /// Adds the clipped, truncated gradients of a micro-batch to ``Workspace/sums``.
  ///
  /// A dense layer's gradient is the outer product of its delta and its input. Its squared norm is
  /// the product of theirs, and its coordinates are made, scaled and truncated while they are
  /// added, so it is never stored; each coordinate is nevertheless rounded to a Float first, so
  /// the sum is the one that a stored Float32 gradient gives. Between the norm and that of the
  /// rounded coordinates lie `2^-24`, which ``Clipping`` has room for.
  func addClipped(
    _ parameters: UnsafePointer<Float>, _ clipping: Clipping, _ work: Workspace
  ) {
    for lane in 0..<work.count {
      backwardImage(parameters, lane: lane, work)
      let squares =
        SquaredNorm.of(work.imageGradient.pointer, count: imageParameterCount)
        + squaredDenseNorm(lane: lane, work)
      let isFinite = squares.isFinite && work.isFinite.pointer[lane]
      let scale = isFinite ? clipping.scale(squaredNorm: squares) : 0
      work.scales.pointer[lane] = scale
      if !isFinite {
        work.nonFinite += 1
      } else if scale > 0 {
        TruncatedSum.add(
          work.imageGradient.pointer, count: imageParameterCount, scale: scale,
          to: work.sums.pointer)
      }
    }
    for index in denseLayers.indices { addClippedDense(index, work) }
  }

  /// The squared norm of one example's gradient of all dense layers; infinite if a coordinate is.
  func squaredDenseNorm(lane: Int, _ work: Workspace) -> Double {
    var total = 0.0
    for (index, layer) in denseLayers.enumerated() {
      var deltaSquares = 0.0
      withFloats(work.deltas[index]) { delta in
        for unit in 0..<layer.units {
          let value = Double(delta[unit * LaneProduct.width + lane])
          deltaSquares += value * value
        }
      }
      let row = denseRow(index, lane: lane, work)
      let squares =
        layer.trainsWeights ? SquaredNorm.of(row, count: layer.inputs) * deltaSquares : 0
      // A coordinate may pass the range of Float only if the norm does.
      if squares.squareRoot() >= Double(Float.greatestFiniteMagnitude),
        largestProduct(index, lane: lane, work).isInfinite
      {
        return .infinity
      }
      total += squares + (layer.trainsBiases ? deltaSquares : 0)
    }
    return total
  }

  private func largestProduct(_ index: Int, lane: Int, _ work: Workspace) -> Float {
    let layer = denseLayers[index]
    let row = denseRow(index, lane: lane, work)
    var largestInput: Float = 0
    for i in 0..<layer.inputs { largestInput = max(largestInput, abs(row[i])) }
    var largestDelta: Float = 0
    withFloats(work.deltas[index]) { delta in
      for unit in 0..<layer.units {
        largestDelta = max(largestDelta, abs(delta[unit * LaneProduct.width + lane]))
      }
    }
    return largestInput * largestDelta
  }

  /// Row by row of the weights, so that a row of sums stays in the cache for all examples.
  private func addClippedDense(_ index: Int, _ work: Workspace) {
    let layer = denseLayers[index]
    let live = work.liveLanes.pointer
    let scales = work.scales.pointer
    withFloats(work.deltas[index]) { deltas in
      for unit in 0..<layer.units {
        let delta = deltas + unit * LaneProduct.width
        let weightSums = work.sums.pointer + layer.weights + unit * layer.inputs
        let biasSum = work.sums.pointer + layer.biases + unit
        var count = 0
        for lane in 0..<work.count where delta[lane] != 0 && scales[lane] != 0 {
          live[count] = lane
          count += 1
        }
        var next = 0
        while layer.trainsWeights, next + 4 <= count {
          let (a, b, c, d) = (live[next], live[next + 1], live[next + 2], live[next + 3])
          TruncatedSum.addFourProducts(
            (
              denseRow(index, lane: a, work), denseRow(index, lane: b, work),
              denseRow(index, lane: c, work), denseRow(index, lane: d, work)
            ),
            factors: SIMD4(delta[a], delta[b], delta[c], delta[d]), count: layer.inputs,
            scales: SIMD4(scales[a], scales[b], scales[c], scales[d]), to: weightSums)
          next += 4
        }
        while layer.trainsWeights, next < count {
          TruncatedSum.addProduct(
            denseRow(index, lane: live[next], work), factor: delta[live[next]],
            count: layer.inputs, scale: scales[live[next]], to: weightSums)
          next += 1
        }
        for place in 0..<count where layer.trainsBiases {
          TruncatedSum.add(delta + live[place], count: 1, scale: scales[live[place]], to: biasSum)
        }
      }
    }
  }
}
