import Foundation

/// A safetensors file as any program writes it: named tensors, and texts about them.
///
/// 8 bytes with the length of the header (little-endian), the header in JSON, the numbers. The
/// header may come from anywhere, so what it says is checked against the length of the file before
/// it is used. Files of the protocol are not read with this: their headers are known beforehand,
/// see ``SafeTensors`` and ``StartFile``.
public struct TensorFile: Sendable {
  /// One tensor.
  public struct Tensor: Hashable, Sendable {
    /// `F32` for single precision; there are others.
    public let type: String
    /// Its sides; empty for one number.
    public let shape: [Int]
    /// Its bytes in the file.
    let range: Range<Int>
  }

  /// What the file says about itself.
  public let metadata: [String: String]
  /// The tensors by name.
  public let tensors: [String: Tensor]
  private let bytes: [UInt8]

  /// The longest header that is read, in bytes.
  static let longestHeader = 16 << 20

  /// Reads the header; the numbers stay as they are.
  ///
  /// - Throws: ``ModelUpdateError`` with code `invalidFile`.
  public init(_ bytes: [UInt8]) throws(ModelUpdateError) {
    guard bytes.count >= 10 else { throw Self.refusal("has only \(bytes.count) bytes") }
    let stated = bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
    guard stated <= UInt64(min(Self.longestHeader, bytes.count - 8)), bytes[8] == 0x7b else {
      throw Self.refusal("does not begin with a header")
    }
    let start = 8 + Int(stated)
    let header: TensorHeader
    do {
      header = try JSONDecoder().decode(TensorHeader.self, from: Data(bytes[8..<start]))
    } catch {
      throw Self.refusal("has a header that is not the expected JSON")
    }
    var end = 0
    var tensors: [String: Tensor] = [:]
    // An empty tensor begins where the next one does, and comes first.
    let entries = header.entries.sorted {
      ($0.value.begin, $0.value.end) < ($1.value.begin, $1.value.end)
    }
    for (name, entry) in entries {
      guard entry.begin == end, entry.end >= end, entry.end <= bytes.count - start else {
        throw Self.refusal("has a gap, an overlap or an end in the middle of its tensors")
      }
      end = entry.end
      tensors[name] = Tensor(
        type: entry.type, shape: entry.shape, range: start + entry.begin..<start + entry.end)
    }
    guard end == bytes.count - start else { throw Self.refusal("has bytes behind its tensors") }
    metadata = header.metadata
    self.tensors = tensors
    self.bytes = bytes
  }

  /// The names of the tensors in the order of their numbers in the file.
  public var orderedNames: [String] {
    tensors.sorted {
      ($0.value.range.lowerBound, $0.value.range.upperBound)
        < ($1.value.range.lowerBound, $1.value.range.upperBound)
    }.map(\.key)
  }

  /// The numbers of a tensor in single precision, row by row.
  ///
  /// - Parameter shape: what it has to have.
  /// - Throws: ``ModelUpdateError`` with code `invalidFile` if there is no such tensor, its type or
  ///   shape is another, or a number is not finite.
  public func floats(_ name: String, shape: [Int]) throws(ModelUpdateError) -> [Float] {
    guard let tensor = tensors[name] else { throw Self.refusal("has no tensor \(name)") }
    guard tensor.type == "F32" else {
      throw Self.refusal(
        "has the tensor \(name) as \(tensor.type) and not as F32",
        remedy: "convert the model to float32 before saving it")
    }
    guard tensor.shape == shape, tensor.range.count == shape.reduce(4, *) else {
      throw Self.refusal(
        "has the tensor \(name) in the shape \(tensor.shape) and not \(shape)",
        remedy: "compare the architecture with the file, or leave the tensor out of the file")
    }
    return try Self.floats(in: bytes, tensor.range, name: name)
  }

  /// Numbers in single precision that lie in a range of bytes.
  static func floats(
    in bytes: [UInt8], _ range: Range<Int>, name: String
  ) throws(ModelUpdateError) -> [Float] {
    let values = bytes.withUnsafeBytes { bytes in
      stride(from: range.lowerBound, to: range.upperBound, by: 4).map { place in
        Float(
          bitPattern: UInt32(
            littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
      }
    }
    guard values.allSatisfy(\.isFinite) else {
      throw refusal("has a number in \(name) that is infinite or not a number")
    }
    return values
  }

  static func refusal(
    _ fault: String, remedy: String = "check that it is a whole safetensors file of this model"
  ) -> ModelUpdateError {
    ModelUpdateError(.invalidFile, "the file \(fault)", remedy: remedy)
  }
}
