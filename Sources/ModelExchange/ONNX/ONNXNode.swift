/// One operation of a graph: `NodeProto` of onnx.proto.
struct ONNXNode {
  /// A constant that belongs to the operation: `AttributeProto`.
  enum Attribute {
    case int(String, Int)
    case ints(String, [Int])
    case float(String, Float)
  }

  /// The operator, as the ONNX standard names it.
  let operation: String
  let name: String
  let inputs: [String]
  let output: String
  let attributes: [Attribute]

  var message: ProtobufMessage {
    var message = ProtobufMessage()
    for input in inputs { message.add(1, input) }
    message.add(2, output)
    message.add(3, name)
    message.add(4, operation)
    for attribute in attributes { message.add(5, attribute.message) }
    return message
  }
}

extension ONNXNode.Attribute {
  fileprivate var message: ProtobufMessage {
    var message = ProtobufMessage()
    switch self {
    case .int(let name, let value):
      message.add(1, name)
      message.add(3, value)
      message.add(20, 2)
    case .ints(let name, let values):
      message.add(1, name)
      for value in values { message.add(8, value) }
      message.add(20, 7)
    case .float(let name, let value):
      message.add(1, name)
      message.add(2, value)
      message.add(20, 1)
    }
    return message
  }
}
