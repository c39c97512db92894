/// A picture as grey, and how its file stores it.
public struct StoredImage: Equatable, Sendable {
  /// The picture by the module's one rule.
  public let grey: GreyImage
  /// The format of the file, told by its content.
  public let format: ImageFormat
  /// How the file stores pixels.
  public let mode: ImageMode

  /// Reads a PNG or JPEG file; the same as ``GreyImage/load(_:limits:)``, which forgets how it was
  /// stored.
  public static func load(
    _ path: String, limits: ImageLimits = .standard
  ) throws(ImageError) -> StoredImage {
    let file = ImageFile(path: path)
    return try decode(try file.bytes(limits: limits), name: file.name, limits: limits)
  }

  /// Decodes the bytes of a PNG or JPEG file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What errors call it.
  ///   - limits: What is refused as too large.
  public static func decode(
    _ bytes: [UInt8], name: String, limits: ImageLimits = .standard
  ) throws(ImageError) -> StoredImage {
    switch ImageFormat(firstBytes: bytes) {
    case .png: return try PNGDecoder.decode(bytes, name: name, limits: limits)
    case .jpeg: return try JPEGDecoder.decode(bytes, name: name, limits: limits)
    case nil:
      throw ImageError(
        .unknownFormat, "\(name): neither PNG nor JPEG by its first bytes",
        remedy: "export it as PNG or JPEG; 'decaph-node data import' converts DICOM files")
    }
  }
}
