/// The coefficients that take shares at some places to the secret at zero.
///
/// One basis serves all secrets that the same holders share.
public struct LagrangeBasis: Sendable {
  private let coefficients: [Scalar]

  /// The basis of share indices.
  /// - Parameter indices: Different numbers from 1; zero would be the secret itself.
  /// - Throws: `invalidRound` for a zero or a repeated index.
  public init(indices: [Int]) throws(SecureAggregationError) {
    guard Set(indices).count == indices.count,
      indices.allSatisfy({ (1...Int(UInt16.max)).contains($0) })
    else {
      throw SecureAggregationError(
        .invalidRound, "share indices are zero or repeated",
        remedy: "report a bug: indices are positions in the roster")
    }
    let places = indices.map { Scalar(UInt32($0)) }
    coefficients = places.map { place in
      var numerator = Scalar.one
      var denominator = Scalar.one
      for other in places where other != place {
        numerator = numerator * other
        denominator = denominator * (other - place)
      }
      guard let inverse = denominator.inverse else {
        preconditionFailure("different small numbers differ in a prime field")
      }
      return numerator * inverse
    }
  }

  /// The value at zero of the polynomial through the shares.
  /// - Parameter shares: One for every index, in their order.
  public func interpolate(_ shares: [Scalar]) -> Scalar {
    precondition(shares.count == coefficients.count, "one share for each index")
    return zip(coefficients, shares).reduce(.zero) { $0 + $1.0 * $1.1 }
  }
}
