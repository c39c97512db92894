import Foundation

/// The one byte form of every signed file: one line of canonical JSON and a line feed.
///
/// A subset of RFC 8785: objects with sorted ASCII keys, arrays, printable ASCII strings,
/// booleans, and integers of at most 2^53 - 1 in magnitude. A file is accepted only when decoding
/// and encoding give the same bytes again: `JSONDecoder` alone silently takes duplicate keys,
/// unknown fields, trailing commas and `12.0`.
public enum CanonicalJSON {
  /// The largest file read as a statement, in bytes (2 MiB).
  public static let sizeLimit = 2 << 20
  /// The largest integer that every JSON tool keeps exact.
  public static let integerLimit: UInt64 = 1 << 53 - 1

  /// Encodes a value into its canonical line.
  ///
  /// - Precondition: the value's strings are printable ASCII and its integers exact in JSON; our
  ///   own types see to that, so a failure here is our bug.
  public static func encode(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else {
      preconditionFailure("a protocol value must encode as JSON")
    }
    return [UInt8](data) + [0x0a]
  }

  /// Decodes a canonical line, refusing every other spelling of the same value.
  public static func decode<Value: Codable>(
    _ type: Value.Type, from bytes: [UInt8], file: String
  ) throws(Rejection) -> Value {
    guard bytes.count <= sizeLimit else {
      throw Rejection(.canonical, file: file, "larger than \(sizeLimit) bytes")
    }
    guard bytes.last == 0x0a else {
      throw Rejection(.canonical, file: file, "does not end with a line feed")
    }
    try checkAlphabet(bytes, file: file)
    let value: Value
    do {
      value = try JSONDecoder().decode(type, from: Data(bytes.dropLast()))
    } catch {
      if let newer = FormatVersion.refusal(of: bytes, file: file) { throw newer }
      throw Rejection(.canonical, file: file, "not the expected JSON: \(Self.describe(error))")
    }
    guard encode(value) == bytes else {
      if let newer = FormatVersion.refusal(of: bytes, file: file) { throw newer }
      throw Rejection(
        .canonical, file: file,
        "not in canonical form (unknown or repeated field, order, spacing or number format)")
    }
    return value
  }

  /// Printable ASCII only, and no integer beyond 2^53 - 1 outside strings.
  private static func checkAlphabet(_ bytes: [UInt8], file: String) throws(Rejection) {
    var inString = false
    var escaped = false
    var number: UInt64 = 0
    for byte in bytes.dropLast() {
      guard (0x20...0x7e).contains(byte) else {
        throw Rejection(.canonical, file: file, "holds a byte that is not printable ASCII")
      }
      if inString {
        if escaped {
          // Other escapes would smuggle in what the alphabet forbids: line ends, terminal codes.
          guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else {
            throw Rejection(.canonical, file: file, "holds an escape other than of quote or \\")
          }
          escaped = false
        } else if byte == UInt8(ascii: "\\") {
          escaped = true
        } else if byte == UInt8(ascii: "\"") {
          inString = false
        }
      } else if (0x30...0x39).contains(byte) {
        number = number * 10 + UInt64(byte - 0x30)
        guard number <= integerLimit else {
          throw Rejection(.canonical, file: file, "holds an integer above 2^53 - 1")
        }
      } else {
        number = 0
        inString = byte == UInt8(ascii: "\"")
      }
    }
  }

  /// The field a decoding error is about, without the file's content.
  private static func describe(_ error: any Error) -> String {
    func path(_ context: DecodingError.Context) -> String {
      context.codingPath.isEmpty
        ? "the top level" : context.codingPath.map(\.stringValue).joined(separator: ".")
    }
    return switch error {
    case DecodingError.keyNotFound(let key, let context):
      "field '\(key.stringValue)' is missing in \(path(context))"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "wrong type at \(path(context))"
    case DecodingError.dataCorrupted(let context): "invalid value at \(path(context))"
    default: "unreadable"
    }
  }
}
