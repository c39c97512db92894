import Foundation

extension TensorFile {
  /// What the header of a file with one tensor says of it: for a file that is read while it is
  /// written.
  public struct Sole: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// `F32` for single precision; there are others.
    public let type: String
    /// Its sides.
    public let shape: [Int]
    /// The bytes of its numbers.
    public let byteCount: Int
  }

  /// Reads such a header, without the 8 bytes of its length before it.
  ///
  /// - Throws: ``ModelUpdateError`` with code `invalidFile`.
  public static func sole(header bytes: [UInt8]) throws(ModelUpdateError) -> Sole {
    guard bytes.first == 0x7b else { throw refusal("does not begin with a header") }
    let header: TensorHeader
    do {
      header = try JSONDecoder().decode(TensorHeader.self, from: Data(bytes))
    } catch {
      throw refusal("has a header that is not the expected JSON")
    }
    guard let (name, entry) = header.entries.first, header.entries.count == 1, entry.begin == 0
    else {
      throw refusal("has \(header.entries.count) tensors and not one from its beginning on")
    }
    return Sole(name: name, type: entry.type, shape: entry.shape, byteCount: entry.end)
  }
}
