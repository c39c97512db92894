/// Products of a matrix with ``width`` vectors at once, one vector per SIMD lane.
///
/// A lane never meets another lane, and each sums in a fixed order without fused operations. So
/// the result for one vector has the same bits whatever the other lanes hold, in whatever lane it
/// lies: what a matrix product of a library does not promise. Each weight is read once for all
/// lanes.
public enum LaneProduct {
  /// One number of each vector.
  public typealias Lanes = SIMD16<Float>
  /// The number of lanes.
  public static let width = Lanes.scalarCount

  /// `output[j] = bias[j] + sum over i, ascending, of weights[j, i] * input[i]`.
  ///
  /// - Parameters:
  ///   - weights: `rows` x `columns`, row by row.
  ///   - bias: `rows` numbers.
  ///   - input: `columns` lane vectors.
  ///   - output: `rows` lane vectors, overwritten.
  public static func multiply(
    weights: UnsafePointer<Float>, bias: UnsafePointer<Float>, rows: Int, columns: Int,
    input: UnsafePointer<Lanes>, output: UnsafeMutablePointer<Lanes>
  ) {
    var row = 0
    while row + 2 <= rows {
      let first = weights + row * columns
      let second = first + columns
      var sum0 = Lanes(repeating: bias[row])
      var sum1 = Lanes(repeating: bias[row + 1])
      for i in 0..<columns {
        let x = input[i]
        sum0 += x * first[i]
        sum1 += x * second[i]
      }
      output[row] = sum0
      output[row + 1] = sum1
      row += 2
    }
    if row < rows {
      let last = weights + row * columns
      var sum = Lanes(repeating: bias[row])
      for i in 0..<columns { sum += input[i] * last[i] }
      output[row] = sum
    }
  }

  /// `output[i] = sum over j, ascending, of weights[j, i] * input[j]`: the transposed matrix.
  ///
  /// - Parameters:
  ///   - weights: `rows` x `columns`, row by row.
  ///   - input: `rows` lane vectors.
  ///   - output: `columns` lane vectors, overwritten.
  public static func multiplyTransposed(
    weights: UnsafePointer<Float>, rows: Int, columns: Int,
    input: UnsafePointer<Lanes>, output: UnsafeMutablePointer<Lanes>
  ) {
    for i in 0..<columns { output[i] = Lanes(repeating: 0) }
    var row = 0
    // Four rows a pass: the output is read and written a quarter as often.
    while row + 4 <= rows {
      let w0 = weights + row * columns
      let (w1, w2, w3) = (w0 + columns, w0 + 2 * columns, w0 + 3 * columns)
      let (x0, x1, x2, x3) = (input[row], input[row + 1], input[row + 2], input[row + 3])
      for i in 0..<columns {
        var sum = output[i]
        sum += x0 * w0[i]
        sum += x1 * w1[i]
        sum += x2 * w2[i]
        sum += x3 * w3[i]
        output[i] = sum
      }
      row += 4
    }
    while row < rows {
      let w = weights + row * columns
      let x = input[row]
      for i in 0..<columns { output[i] += x * w[i] }
      row += 1
    }
  }
}
