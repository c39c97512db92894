/// A picture in shades of grey, 8 bits a pixel.
public struct GreyImage: Equatable, Sendable {
  /// Pixels in a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Grey values, 0 black to 255 white, row after row from the top, `width * height` of them.
  public let pixels: [UInt8]

  /// Makes an image of given pixels.
  ///
  /// - Throws: `.badSize` if a side is not positive or the number of pixels does not fit.
  public init(width: Int, height: Int, pixels: [UInt8]) throws(ImageError) {
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    guard width > 0, height > 0, !overflow, pixels.count == count else {
      throw ImageError(
        .badSize, "an image of \(width) x \(height) cannot have \(pixels.count) pixels",
        remedy: "give width * height pixels, row after row")
    }
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// Reads a PNG or JPEG file.
  ///
  /// The format is told by the first bytes. Colour, palette, transparency and 16 bits become
  /// 8-bit grey by the module's one rule: BT.601 luma over black. A picture that is damaged or
  /// cut short is refused and never half decoded. The file may be reached by a symbolic link;
  /// pipes, devices and folders are refused without waiting on them.
  ///
  /// - Parameters:
  ///   - path: The file. Errors name its last component only.
  ///   - limits: What is refused as too large.
  public static func load(
    _ path: String, limits: ImageLimits = .standard
  ) throws(ImageError) -> GreyImage {
    try StoredImage.load(path, limits: limits).grey
  }

  /// Decodes the bytes of a PNG or JPEG file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What errors call it.
  ///   - limits: What is refused as too large.
  public static func decode(
    _ bytes: [UInt8], name: String, limits: ImageLimits = .standard
  ) throws(ImageError) -> GreyImage {
    try StoredImage.decode(bytes, name: name, limits: limits).grey
  }
}
