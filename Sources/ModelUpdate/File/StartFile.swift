/// The parameters that a consortium starts from, where they come from elsewhere: a safetensors file
/// with nothing but the model's tensors.
///
/// Like a model file it has one exact form, so reading compares the header and never interprets it:
/// 8 bytes with its length, the header, the numbers in the order of ``ParameterLayout``.
public enum StartFile {
  private static let metadata = ["decaph": "start/1"]

  /// The length of the file in bytes.
  ///
  /// - Throws: ``ModelUpdateError`` with code `invalidArchitecture`.
  public static func byteCount(architecture: Architecture) throws(ModelUpdateError) -> Int {
    let layout = try ParameterLayout(architecture)
    return 8 + TensorFile.header(layout, metadata: metadata).count + 4 * layout.count
  }

  /// Writes parameters.
  ///
  /// - Throws: ``ModelUpdateError``: `invalidArchitecture` or `sizeMismatch`.
  public static func encode(
    _ parameters: [Float], architecture: Architecture
  ) throws(ModelUpdateError) -> [UInt8] {
    try TensorFile.encode(parameters, architecture: architecture, metadata: metadata)
  }

  /// Reads parameters; accepts exactly the bytes that ``encode(_:architecture:)`` writes.
  ///
  /// - Throws: ``ModelUpdateError``: `invalidArchitecture`, or `invalidFile` if length or header is
  ///   another, or a number is not finite.
  public static func decode(
    _ bytes: [UInt8], architecture: Architecture
  ) throws(ModelUpdateError) -> [Float] {
    let layout = try ParameterLayout(architecture)
    let header = TensorFile.header(layout, metadata: metadata)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    guard bytes.count == 8 + header.count + 4 * layout.count, bytes.starts(with: length + header)
    else {
      throw TensorFile.refusal("is not the start of this architecture")
    }
    return try TensorFile.floats(in: bytes, 8 + header.count..<bytes.count, name: "the parameters")
  }
}
