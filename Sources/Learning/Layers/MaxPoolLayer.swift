/// The maximum of each square of an image.
struct MaxPoolLayer: Sendable {
  let channels: Int
  let height: Int
  let width: Int
  let size: Int

  var outputHeight: Int { height / size }
  var outputWidth: Int { width / size }

  func forward(_ input: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>) {
    var target = output
    for channel in 0..<channels {
      for y in 0..<outputHeight {
        let rows = input + (channel * height + y * size) * width
        if size == 2 {
          PairPool.forward(rows, below: rows + width, target, count: outputWidth)
        } else {
          for x in 0..<outputWidth { target[x] = rows[winner(rows + x * size) + x * size] }
        }
        target += outputWidth
      }
    }
  }

  /// Finds each maximum again instead of remembering it; of equal values the first wins.
  func backward(
    _ input: UnsafePointer<Float>, delta: UnsafePointer<Float>,
    inputDelta: UnsafeMutablePointer<Float>
  ) {
    inputDelta.update(repeating: 0, count: channels * height * width)
    var source = delta
    for channel in 0..<channels {
      for y in 0..<outputHeight {
        let row = (channel * height + y * size) * width
        if size == 2 {
          PairPool.backward(
            input + row, below: input + row + width, delta: source, inputDelta: inputDelta + row,
            deltaBelow: inputDelta + row + width, count: outputWidth)
        } else {
          for x in 0..<outputWidth {
            let corner = row + x * size
            inputDelta[corner + winner(input + corner)] = source[x]
          }
        }
        source += outputWidth
      }
    }
  }

  /// The offset of the first maximum from the corner of its square.
  @inline(__always)
  private func winner(_ corner: UnsafePointer<Float>) -> Int {
    var best = corner[0]
    var place = 0
    for dy in 0..<size {
      for dx in 0..<size {
        let offset = dy * width + dx
        if corner[offset] > best {
          best = corner[offset]
          place = offset
        }
      }
    }
    return place
  }
}
