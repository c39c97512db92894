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
          let below = rows + width
          for x in 0..<outputWidth {
            let upper = max(rows[2 * x], rows[2 * x + 1])
            let lower = max(below[2 * x], below[2 * x + 1])
            target[x] = max(upper, lower)
          }
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
          spreadPairs(input + row, delta: source, inputDelta: inputDelta + row)
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

  /// One row of 2 x 2 squares, without branches.
  private func spreadPairs(
    _ input: UnsafePointer<Float>, delta: UnsafePointer<Float>,
    inputDelta: UnsafeMutablePointer<Float>
  ) {
    let (lower, lowerDelta) = (input + width, inputDelta + width)
    for x in 0..<outputWidth {
      let (a, b, c, d) = (input[2 * x], input[2 * x + 1], lower[2 * x], lower[2 * x + 1])
      let best = max(max(a, b), max(c, d))
      let (first, second, third) = (a == best, b == best, c == best)
      let value = delta[x]
      inputDelta[2 * x] = first ? value : 0
      inputDelta[2 * x + 1] = !first && second ? value : 0
      lowerDelta[2 * x] = !first && !second && third ? value : 0
      lowerDelta[2 * x + 1] = !first && !second && !third ? value : 0
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
