import Sodium

/// The secret polynomials of one dealing, all in one guarded block.
///
/// Row by row, the constant (the shared secret) first, then random coefficients; Shamir 1979.
struct SecretPolynomials: ~Copyable {
  private let block: SecretBytes
  let rows: Int
  let threshold: Int

  /// Draws polynomials around given secrets.
  /// - Parameters:
  ///   - rows: The number of polynomials.
  ///   - threshold: The number of coefficients of each.
  ///   - writeConstant: Writes the 32 bytes of a row's secret, canonical.
  init(
    rows: Int, threshold: Int,
    writingConstants writeConstant: (Int, UnsafeMutableRawPointer) -> Void
  ) {
    self.rows = rows
    self.threshold = threshold
    block = SecretBytes(count: rows * threshold * ScalarField.size) { block in
      for row in 0..<rows {
        let place = block.baseAddress! + row * threshold * ScalarField.size
        writeConstant(row, place)
        for coefficient in 1..<threshold {
          ScalarField.random(into: place + coefficient * ScalarField.size)
        }
      }
    }
  }

  /// Feldman's commitment to a row.
  borrowing func commitment(_ row: Int) -> PolynomialCommitment {
    withCoefficients(row) { coefficients in
      PolynomialCommitment(
        points: (0..<threshold).map {
          RistrettoPoint(committingTo: coefficients + $0 * ScalarField.size)
        })
    }
  }

  /// Writes the share of a row: its value at an index from 1.
  borrowing func writeShare(_ row: Int, at index: Int, into share: UnsafeMutableRawPointer) {
    precondition(index > 0, "the value at zero is the secret")
    let place = Scalar(UInt32(index)).bytes
    withCoefficients(row) { coefficients in
      let last = coefficients + (threshold - 1) * ScalarField.size
      share.copyMemory(from: last, byteCount: ScalarField.size)
      for coefficient in (0..<threshold - 1).reversed() {
        ScalarField.multiply(share, place, into: share)
        ScalarField.add(share, coefficients + coefficient * ScalarField.size, into: share)
      }
    }
  }

  /// Lends a function that gives the place of a row's secret.
  borrowing func withSecrets<Result: ~Copyable>(
    _ body: ((Int) -> UnsafeRawPointer) -> Result
  ) -> Result {
    block.withUnsafePointer { block in
      body { row in block + row * threshold * ScalarField.size }
    }
  }

  /// Lends the coefficients of a row, the secret first.
  borrowing func withCoefficients<Result>(_ row: Int, _ body: (UnsafeRawPointer) -> Result)
    -> Result
  {
    block.withUnsafePointer { body($0 + row * threshold * ScalarField.size) }
  }
}
