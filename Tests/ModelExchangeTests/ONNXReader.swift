/// Reads an ONNX file as far as the tests look into it, by field numbers of onnx.proto alone.
struct ONNXReader {
  struct Node {
    let operation: String
    let inputs: [String]
    let output: String
  }

  let opset: Int
  let metadata: [String: String]
  let nodes: [Node]
  /// Constants in single precision, by name.
  let constants: [String: [Float]]
  /// Names of the constants that are lists of whole numbers.
  let lists: [String]
  let input: String
  let inputShape: [String]
  let output: String
  let outputShape: [String]

  var operators: [String] { nodes.map(\.operation) }

  init(_ bytes: [UInt8]) throws {
    let model = try Message(bytes)
    opset = try model.message(8).number(2)
    metadata = Dictionary(
      uniqueKeysWithValues: try model.messages(14).map { ($0.text(1), $0.text(2)) })
    let graph = try model.message(7)
    nodes = try graph.messages(1).map {
      Node(operation: $0.text(4), inputs: $0.texts(1), output: $0.text(2))
    }
    var constants: [String: [Float]] = [:]
    var lists: [String] = []
    for tensor in try graph.messages(5) {
      guard tensor.number(2) == 1 else {
        lists.append(tensor.text(8))
        continue
      }
      let raw = tensor.fields[9]?.first?.bytes ?? []
      let values = stride(from: 0, to: raw.count, by: 4).map { start in
        Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(raw[start + $1]) << (8 * $1) })
      }
      guard values.count == tensor.numbers(1).reduce(1, *) else { throw Fault() }
      constants[tensor.text(8)] = values
    }
    (self.constants, self.lists) = (constants, lists)
    (input, inputShape) = try Self.declaration(graph.message(11))
    (output, outputShape) = try Self.declaration(graph.message(12))
  }

  private static func declaration(_ message: Message) throws -> (String, [String]) {
    let tensor = try message.message(2).message(1)
    guard tensor.number(1) == 1 else { throw Fault() }
    return (
      message.text(1),
      try tensor.message(2).messages(1).map { side in
        side.fields[2] == nil ? "\(side.number(1))" : side.text(2)
      }
    )
  }

  struct Fault: Error {}

  /// The fields of one message in the wire format of Protocol Buffers.
  struct Message {
    struct Value {
      var number = 0
      var bytes: [UInt8] = []
    }

    private(set) var fields: [Int: [Value]] = [:]

    init(_ bytes: [UInt8]) throws {
      var place = 0
      func varint() throws -> UInt64 {
        var (value, shift): (UInt64, UInt64) = (0, 0)
        while true {
          guard place < bytes.count, shift < 64 else { throw Fault() }
          let byte = bytes[place]
          place += 1
          value |= UInt64(byte & 0x7f) << shift
          shift += 7
          if byte < 0x80 { return value }
        }
      }
      while place < bytes.count {
        let key = try varint()
        var value = Value()
        switch key & 7 {
        case 0: value.number = Int(Int64(bitPattern: try varint()))
        case 2, 5:
          let count = key & 7 == 5 ? 4 : Int(try varint())
          guard place + count <= bytes.count else { throw Fault() }
          value.bytes = Array(bytes[place..<place + count])
          place += count
        default: throw Fault()
        }
        fields[Int(key >> 3), default: []].append(value)
      }
    }

    func numbers(_ field: Int) -> [Int] { (fields[field] ?? []).map(\.number) }
    func number(_ field: Int) -> Int { numbers(field).first ?? 0 }
    func texts(_ field: Int) -> [String] {
      (fields[field] ?? []).map { String(decoding: $0.bytes, as: UTF8.self) }
    }
    func text(_ field: Int) -> String { texts(field).first ?? "" }
    func messages(_ field: Int) throws -> [Message] {
      try (fields[field] ?? []).map { try Message($0.bytes) }
    }
    func message(_ field: Int) throws -> Message {
      guard let message = try messages(field).first else { throw Fault() }
      return message
    }
  }
}
