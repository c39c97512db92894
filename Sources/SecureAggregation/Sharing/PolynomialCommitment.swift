import Sodium

/// Feldman's commitment to a secret polynomial: its coefficients times the base point of
/// ristretto255, the constant first (Feldman, FOCS 1987).
///
/// With it everybody can check a share, and a dealer is bound to one secret.
public struct PolynomialCommitment: Hashable, Sendable {
  /// One point for each coefficient, the constant first.
  public let points: [RistrettoPoint]

  init(points: [RistrettoPoint]) {
    self.points = points
  }

  /// The commitment to the weighted sum of polynomials of one degree.
  init(combining commitments: [PolynomialCommitment], weights: [Scalar]) {
    points = (commitments.first?.points.indices ?? 0..<0).map { power in
      zip(commitments, weights).reduce(.identity) { sum, term in
        sum + term.0.points[power].multiplied(by: term.1.bytes)
      }
    }
  }

  /// The commitment to the secret itself.
  public var constant: RistrettoPoint { points.first ?? .identity }

  /// Whether it has `threshold` points, none of them neutral.
  ///
  /// Honest coefficients are zero with a probability of 2^-252.
  public func isWellFormed(threshold: Int) -> Bool {
    points.count == threshold && !points.contains(.identity)
  }

  /// Whether a scalar is the committed polynomial's value at a share index.
  /// - Parameters:
  ///   - share: 32 bytes, canonical.
  ///   - index: From 1; zero would ask for the secret.
  func commits(to share: UnsafeRawPointer, at index: Int) -> Bool {
    precondition(index > 0, "share indices count from one")
    let value = points.reversed().reduce(RistrettoPoint.identity) { value, point in
      // Horner's rule; the first step has nothing to multiply.
      value == .identity ? point : value.multiplied(byPublic: UInt32(index)) + point
    }
    return value == RistrettoPoint(committingTo: share)
  }

  /// Whether a scalar is the committed polynomial's value at a share index.
  public func commits(to share: Scalar, at index: Int) -> Bool {
    share.withUnsafePointer { commits(to: $0, at: index) }
  }

  /// Whether a scalar is the committed secret.
  public func commits(toSecret secret: Scalar) -> Bool {
    secret.withUnsafePointer { constant == RistrettoPoint(committingTo: $0) }
  }
}

extension PolynomialCommitment: Codable {
  /// Reads an array of points.
  public init(from decoder: any Decoder) throws {
    points = try [RistrettoPoint](from: decoder)
  }

  /// Writes an array of points.
  public func encode(to encoder: any Encoder) throws {
    try points.encode(to: encoder)
  }
}
