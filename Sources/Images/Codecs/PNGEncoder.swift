import CPNG

extension GreyImage {
  /// The image as an 8-bit grey PNG file.
  ///
  /// Decoding gives back the same pixels. The bytes depend only on the pixels and on the
  /// versions of libpng and zlib.
  public func encodePNG() throws(ImageError) -> [UInt8] {
    var image = png_image()
    image.version = png_uint_32(PNG_IMAGE_VERSION)
    image.width = png_uint_32(truncatingIfNeeded: width)
    image.height = png_uint_32(truncatingIfNeeded: height)
    image.format = 0
    defer { png_image_free(&image) }

    // What does not compress grows a little. Should this not do, libpng says how much does, at
    // the price of compressing again.
    var size = png_alloc_size_t(pixels.count + pixels.count / 64 + height + 4096)
    var bytes = [UInt8](repeating: 0, count: Int(size))
    if png_image_write_to_memory(&image, &bytes, &size, 0, pixels, 0, nil) == 0 {
      guard Int(size) > bytes.count else { throw refused(image) }
      bytes = [UInt8](repeating: 0, count: Int(size))
      guard png_image_write_to_memory(&image, &bytes, &size, 0, pixels, 0, nil) != 0 else {
        throw refused(image)
      }
    }
    bytes.removeLast(bytes.count - Int(size))
    return bytes
  }

  private func refused(_ image: png_image) -> ImageError {
    ImageError(
      .unencodable, "an image of \(width) x \(height) cannot be written as PNG: \(image.text)",
      remedy: "reduce the image")
  }
}
