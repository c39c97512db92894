/// A finite real number that is written as a decimal string.
///
/// Signed statements hold integers and strings only, because JSON readers disagree about
/// floating-point numbers. The string is the shortest decimal that reads back as the same
/// binary64 number, as Swift's `Double.description` writes it (`0.5`, `1e-05`, `20.0`); any other
/// spelling is refused, so that one number has one form.
public struct Real: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The number; finite, and never negative zero.
  public let value: Double

  /// Takes a finite number. Negative zero becomes zero.
  ///
  /// Traps if `value` is not finite: use ``init(checking:)`` for a number that a user or a peer
  /// chose.
  public init(_ value: Double) {
    precondition(value.isFinite, "Real takes finite numbers only")
    self.value = value == 0 ? 0 : value
  }

  /// Takes a number from outside.
  ///
  /// - Throws: ``ModelUpdateError`` if it is infinite or not a number.
  public init(checking value: Double) throws(ModelUpdateError) {
    guard value.isFinite else {
      throw ModelUpdateError(
        .invalidNumber, "a number is infinite or not a number", remedy: "give a finite number")
    }
    self.init(value)
  }

  /// Reads the canonical text.
  ///
  /// - Throws: ``ModelUpdateError`` if the text is no finite number or not its canonical form.
  public init(canonical text: String) throws(ModelUpdateError) {
    guard let value = Double(text), value.isFinite else {
      throw ModelUpdateError(
        .invalidNumber, "the text is not a finite decimal number",
        remedy: "write a decimal string such as \"0.5\"")
    }
    let real = Real(value)
    guard real.description == text else {
      throw ModelUpdateError(
        .invalidNumber, "the number is not in its shortest form",
        remedy: "write \"\(real.description)\"")
    }
    self = real
  }

  /// The canonical text.
  public var description: String { value.description }

  /// Reads the canonical text from a single string.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do {
      try self.init(canonical: text)
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
    }
  }

  /// Writes the canonical text as a single string.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Real: ExpressibleByFloatLiteral {
  /// Takes a literal of the program text.
  public init(floatLiteral value: Double) {
    self.init(value)
  }
}

extension Real: Comparable {
  /// Orders by value.
  public static func < (left: Real, right: Real) -> Bool {
    left.value < right.value
  }
}
