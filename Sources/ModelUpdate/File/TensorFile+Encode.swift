import Foundation

extension TensorFile {
  /// Writes the parameters of a model as named tensors, without any state of the optimiser.
  ///
  /// The same arguments give the same bytes. The numbers lie in the order of ``ParameterLayout``,
  /// so that together they are the vector of parameters itself.
  ///
  /// - Parameter metadata: texts about the model.
  /// - Throws: ``ModelUpdateError``: `invalidArchitecture`, or `sizeMismatch` if there are more or
  ///   fewer parameters than the model has.
  public static func encode(
    _ parameters: [Float], architecture: Architecture, metadata: [String: String]
  ) throws(ModelUpdateError) -> [UInt8] {
    let layout = try ParameterLayout(architecture)
    guard parameters.count == layout.count else {
      throw ModelUpdateError(
        .sizeMismatch, "there are \(parameters.count) parameters and not \(layout.count)",
        remedy: "use the parameters of this architecture")
    }
    let header = header(layout, metadata: metadata)
    return [UInt8](unsafeUninitializedCapacity: 8 + header.count + 4 * layout.count) {
      buffer, count in
      let file = UnsafeMutableRawBufferPointer(buffer)
      file.storeBytes(of: UInt64(header.count).littleEndian, as: UInt64.self)
      UnsafeMutableRawBufferPointer(rebasing: file[8...]).copyBytes(from: header)
      for (index, value) in parameters.enumerated() {
        file.storeBytes(
          of: value.bitPattern.littleEndian, toByteOffset: 8 + header.count + 4 * index,
          as: UInt32.self)
      }
      count = file.count
    }
  }

  /// The header, filled up with spaces so that the numbers start at a multiple of 8.
  static func header(_ layout: ParameterLayout, metadata: [String: String]) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Texts always encode.
    let texts = (try? encoder.encode(metadata)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    // Names of tensors are digits, ASCII letters, '.', '_' and '-': nothing needs an escape.
    let fields = layout.tensors.map { tensor in
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      return "\"\(tensor.name)\":{\"dtype\":\"F32\",\"shape\":[\(shape)],"
        + "\"data_offsets\":[\(4 * tensor.offset),\(4 * tensor.range.upperBound)]}"
    }
    let text = (["\"__metadata__\":\(texts)"] + fields).joined(separator: ",")
    var header = Array("{\(text)}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    return header
  }
}
