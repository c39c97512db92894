/// A message in the wire format of Protocol Buffers, as it is written field by field.
///
/// ONNX files are such messages. Writing needs two of the format's wire types, varint and
/// length-delimited, and a third for single floats; nothing here reads.
struct ProtobufMessage {
  private(set) var bytes: [UInt8] = []

  /// A whole number: int32, int64 or enum.
  mutating func add(_ field: Int, _ value: Int) {
    key(field, wireType: 0)
    varint(UInt64(bitPattern: Int64(value)))
  }

  /// A number in single precision.
  mutating func add(_ field: Int, _ value: Float) {
    key(field, wireType: 5)
    for place in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> (8 * place))) }
  }

  /// A text.
  mutating func add(_ field: Int, _ text: String) { add(field, Array(text.utf8)) }

  /// A message within this one.
  mutating func add(_ field: Int, _ message: ProtobufMessage) { add(field, message.bytes) }

  /// Bytes.
  mutating func add(_ field: Int, _ content: [UInt8]) {
    key(field, wireType: 2)
    varint(UInt64(content.count))
    bytes += content
  }

  private mutating func key(_ field: Int, wireType: UInt64) {
    varint(UInt64(field) << 3 | wireType)
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
