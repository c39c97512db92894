/// How large an image may be before it is refused unread.
///
/// A few hundred bytes can announce a picture of gigabytes; the announced size is checked before
/// any memory is taken for it.
public struct ImageLimits: Equatable, Sendable {
  /// The most pixels, width times height.
  public var maximumPixels: Int
  /// The most bytes of the file as it is stored.
  public var maximumBytes: Int

  /// Makes limits.
  public init(maximumPixels: Int, maximumBytes: Int) {
    self.maximumPixels = maximumPixels
    self.maximumBytes = maximumBytes
  }

  /// 64 megapixels and 256 MiB: several times what a radiography detector delivers.
  public static let standard = ImageLimits(
    maximumPixels: 64_000_000, maximumBytes: 256 << 20)

  func check(width: Int, height: Int, name: String) throws(ImageError) {
    guard width > 0, height > 0 else {
      throw ImageError(
        .undecodable, "\(name): announces an empty picture", remedy: "export the image again")
    }
    let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, pixels <= maximumPixels else {
      throw ImageError(
        .tooLarge,
        "\(name): announces \(width) x \(height) pixels, the limit is \(maximumPixels) pixels",
        remedy: "reduce the image before use")
    }
  }
}
