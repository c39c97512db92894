import Glibc

/// The discrete Fourier transform of 2^k complex numbers, radix 2.
///
/// The forward transform leaves its result in bit-reversed order and the inverse takes it so:
/// between them stand only products element by element, which do not mind.
struct FourierTransform {
  let size: Int

  /// cos and sin of pi k / m for 0 <= k < m lie at m + k, for each stage's half length m.
  private let cosines: [Double]
  private let sines: [Double]

  /// Bound on the relative error of one transform in the Euclidean norm.
  ///
  /// log2(n) eta with eta = mu + (sqrt(2) + mu) 4 u / (1 - 4 u) (Higham 2002, "Accuracy and
  /// Stability of Numerical Algorithms", theorem 24.2); with u = 2^-53 and twiddle factors that
  /// are right to mu = 2 u, eta is below 8 u.
  let relativeError: Double

  /// Prepares a transform.
  ///
  /// - Precondition: `log2Size` is from 1 to 24.
  init(log2Size: Int) {
    precondition((1...24).contains(log2Size), "a transform's size is 2 to 2^24")
    size = 1 << log2Size
    relativeError = Double(log2Size) * 8 * 0x1p-53
    var cosines = [Double](repeating: 1, count: size)
    var sines = [Double](repeating: 0, count: size)
    let largest = size / 2
    for k in 0..<largest {
      let angle = Double.pi * Double(k) / Double(largest)
      cosines[largest + k] = cos(angle)
      sines[largest + k] = sin(angle)
    }
    var half = largest / 2
    while half >= 1 {
      for k in 0..<half {
        cosines[half + k] = cosines[2 * half + 2 * k]
        sines[half + k] = sines[2 * half + 2 * k]
      }
      half /= 2
    }
    self.cosines = cosines
    self.sines = sines
  }

  /// The transform with exp(-2 pi i j k / n), decimated in frequency.
  func forward(_ vector: inout ComplexVector) {
    withPointers(&vector) { real, imaginary, cosine, sine in
      var half = size / 2
      while half >= 1 {
        for start in stride(from: 0, to: size, by: 2 * half) {
          for k in 0..<half {
            let (low, high) = (start + k, start + k + half)
            let (c, s) = (cosine[half + k], sine[half + k])
            let (a, b) = (real[low], imaginary[low])
            let (x, y) = (real[high], imaginary[high])
            real[low] = a + x
            imaginary[low] = b + y
            real[high] = (a - x) * c + (b - y) * s
            imaginary[high] = (b - y) * c - (a - x) * s
          }
        }
        half /= 2
      }
    }
  }

  /// The inverse of ``forward(_:)``, decimated in time, with its factor 1/n.
  func inverse(_ vector: inout ComplexVector) {
    withPointers(&vector) { real, imaginary, cosine, sine in
      var half = 1
      while half < size {
        for start in stride(from: 0, to: size, by: 2 * half) {
          for k in 0..<half {
            let (low, high) = (start + k, start + k + half)
            let (c, s) = (cosine[half + k], sine[half + k])
            let x = real[high] * c - imaginary[high] * s
            let y = imaginary[high] * c + real[high] * s
            let (a, b) = (real[low], imaginary[low])
            real[low] = a + x
            imaginary[low] = b + y
            real[high] = a - x
            imaginary[high] = b - y
          }
        }
        half *= 2
      }
      let scale = 1 / Double(size)
      for index in 0..<size {
        real[index] *= scale
        imaginary[index] *= scale
      }
    }
  }

  private typealias Numbers = UnsafeMutableBufferPointer<Double>
  private typealias Table = UnsafeBufferPointer<Double>

  private func withPointers(
    _ vector: inout ComplexVector, _ body: (Numbers, Numbers, Table, Table) -> Void
  ) {
    precondition(vector.real.count == size && vector.imaginary.count == size)
    vector.real.withUnsafeMutableBufferPointer { real in
      vector.imaginary.withUnsafeMutableBufferPointer { imaginary in
        cosines.withUnsafeBufferPointer { cosines in
          sines.withUnsafeBufferPointer { sines in
            body(real, imaginary, cosines, sines)
          }
        }
      }
    }
  }
}
