/// Which tensor lies where in a model file, and the header that says so.
struct SafeTensorsLayout {
  /// What a tensor of the file holds.
  enum Content {
    case step
    case betaPower(Int)
    case parameters(Range<Int>)
    case moment(Int, Range<Int>)
    case origin(String)
    case sums(String)
  }

  /// One tensor of the file; `offset` counts bytes from the start of the numbers.
  struct Tensor {
    let name: String
    let content: Content
    let shape: [Int]
    var offset = 0

    var typeName: String {
      switch content {
      case .step, .origin: "U64"
      case .sums: "I64"
      case .betaPower: "F64"
      case .parameters, .moment: "F32"
      }
    }

    var elementByteCount: Int { typeName == "F32" ? 4 : 8 }
    var byteCount: Int { shape.reduce(elementByteCount, *) }
  }

  let parameters: ParameterLayout
  /// In the order of their numbers in the file.
  let tensors: [Tensor]
  /// With its filling.
  let header: [UInt8]
  let fileByteCount: Int

  /// Where the numbers start.
  var dataStart: Int { 8 + header.count }

  init(_ parameters: ParameterLayout, rule: UpdateRule, releases: [String: Int]) {
    var tensors = [Tensor(name: "step", content: .step, shape: [])]
    for index in rule.betas.indices {
      tensors.append(
        Tensor(name: "optimizer.power.beta\(index + 1)", content: .betaPower(index), shape: []))
    }
    for tensor in parameters.tensors {
      tensors.append(
        Tensor(name: tensor.name, content: .parameters(tensor.range), shape: tensor.shape))
      for (index, moment) in rule.moments.enumerated() {
        tensors.append(
          Tensor(
            name: "optimizer.\(moment.rawValue).\(tensor.name)",
            content: .moment(index, tensor.range), shape: tensor.shape))
      }
    }
    for (name, count) in releases {
      tensors.append(Tensor(name: "release.\(name)", content: .sums(name), shape: [count]))
      tensors.append(Tensor(name: "release.\(name).origin", content: .origin(name), shape: [3]))
    }
    tensors.sort {
      $0.elementByteCount != $1.elementByteCount
        ? $0.elementByteCount > $1.elementByteCount
        : $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
    var offset = 0
    for index in tensors.indices {
      tensors[index].offset = offset
      offset += tensors[index].byteCount
    }
    self.parameters = parameters
    self.tensors = tensors
    self.header = Self.header(of: tensors)
    self.fileByteCount = 8 + header.count + offset
  }

  private static func header(of tensors: [Tensor]) -> [UInt8] {
    // Names are digits, ASCII letters, dots and underscores: nothing needs an escape.
    var fields = tensors.map { tensor in
      let end = tensor.offset + tensor.byteCount
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      return (
        key: tensor.name,
        value: "{\"data_offsets\":[\(tensor.offset),\(end)],\"dtype\":\"\(tensor.typeName)\","
          + "\"shape\":[\(shape)]}"
      )
    }
    fields.append((key: "__metadata__", value: "{\"decaph\":\"model/1\"}"))
    fields.sort { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    let text = fields.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
    var header = Array("{\(text)}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    return header
  }

  /// What is wrong with the length or the header of a file; nil if nothing is.
  func fault(in bytes: [UInt8]) -> String? {
    guard bytes.count == fileByteCount else {
      return "has \(bytes.count) bytes and not \(fileByteCount)"
    }
    let stated = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard stated == UInt64(header.count) else {
      return "states a header of \(stated) bytes and not \(header.count)"
    }
    let found = bytes[8..<dataStart]
    guard let index = zip(found, header).enumerated().first(where: { $1.0 != $1.1 })?.offset else {
      return nil
    }
    return "has another header than architecture and rule demand, from byte \(8 + index) on"
  }
}
