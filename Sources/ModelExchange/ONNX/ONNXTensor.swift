/// A constant of a graph: `TensorProto` of onnx.proto.
struct ONNXTensor {
  let name: String
  private(set) var shape: [Int]
  private let type: Int
  private let raw: [UInt8]

  /// Numbers in single precision, row by row.
  init(_ name: String, shape: [Int], _ values: some Collection<Float>) {
    self.name = name
    self.shape = shape
    type = Self.float
    raw = Self.littleEndian(values.lazy.map(\.bitPattern), byteCount: 4 * values.count)
  }

  /// A list of whole numbers.
  init(_ name: String, _ values: [Int]) {
    self.name = name
    shape = [values.count]
    type = Self.int64
    raw = Self.littleEndian(values.lazy.map(Int64.init), byteCount: 8 * values.count)
  }

  private static func littleEndian<Word: FixedWidthInteger>(
    _ words: some Sequence<Word>, byteCount: Int
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteCount)
    for word in words { withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) } }
    return bytes
  }

  /// The same numbers with other sides.
  func reshaped(_ shape: [Int]) -> ONNXTensor {
    var tensor = self
    tensor.shape = shape
    return tensor
  }

  /// `TensorProto.DataType`.
  static let float = 1
  static let int64 = 7

  var message: ProtobufMessage {
    var message = ProtobufMessage()
    for side in shape { message.add(1, side) }
    message.add(2, type)
    message.add(8, name)
    message.add(9, raw)
    return message
  }
}
