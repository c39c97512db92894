/// Operations in a row with their constants: `GraphProto` of onnx.proto.
///
/// What an operation gives is named after it, and goes into the next one.
struct ONNXGraph {
  /// What goes into the next operation: what the last one gave, unless it is set to another.
  var value: String
  private(set) var nodes: [ONNXNode] = []
  private(set) var constants: [ONNXTensor] = []
  private let input: String

  /// A graph without operations.
  init(input: String) {
    self.input = input
    value = input
  }

  /// Appends an operation on the value so far.
  ///
  /// - Parameters:
  ///   - name: of the operation and of what it gives.
  ///   - others: names of its further inputs.
  mutating func append(
    _ operation: String, named name: String, with others: [String] = [],
    _ attributes: [ONNXNode.Attribute] = []
  ) {
    nodes.append(
      ONNXNode(
        operation: operation, name: name, inputs: [value] + others, output: name,
        attributes: attributes))
    value = name
  }

  /// Adds a constant; gives its name.
  mutating func constant(_ tensor: ONNXTensor) -> String {
    constants.append(tensor)
    return tensor.name
  }

  /// The graph as a message.
  ///
  /// - Parameters:
  ///   - shape: of one example; the number of examples stays open.
  ///   - outputs: numbers that the last operation gives for each.
  func message(name: String, shape: [Int], outputs: Int) -> ProtobufMessage {
    var message = ProtobufMessage()
    for node in nodes { message.add(1, node.message) }
    message.add(2, name)
    for constant in constants { message.add(5, constant.message) }
    message.add(11, Self.declaration(input, shape: shape))
    message.add(12, Self.declaration(value, shape: [outputs]))
    return message
  }

  /// `ValueInfoProto` of numbers in single precision, any number of examples.
  private static func declaration(_ name: String, shape: [Int]) -> ProtobufMessage {
    var sides = ProtobufMessage()
    var examples = ProtobufMessage()
    examples.add(2, "N")
    sides.add(1, examples)
    for side in shape {
      var dimension = ProtobufMessage()
      dimension.add(1, side)
      sides.add(1, dimension)
    }
    var tensor = ProtobufMessage()
    tensor.add(1, ONNXTensor.float)
    tensor.add(2, sides)
    var type = ProtobufMessage()
    type.add(1, tensor)
    var message = ProtobufMessage()
    message.add(1, name)
    message.add(2, type)
    return message
  }
}
