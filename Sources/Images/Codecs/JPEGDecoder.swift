import CTurboJPEG

/// JPEG by TurboJPEG, straight to its luminance plane.
enum JPEGDecoder {
  /// Any warning refuses the picture: libjpeg fills what is missing with grey, and a half-decoded
  /// radiograph is worse than a missing one. More than 500 progressive scans are refused too, a
  /// known way to keep a decoder busy.
  static func decode(
    _ bytes: [UInt8], name: String, limits: ImageLimits
  ) throws(ImageError) -> StoredImage {
    guard let handle = tjInitDecompress() else {
      throw ImageError(
        .undecodable, "\(name): the JPEG decoder did not start", remedy: "free some memory")
    }
    defer { tjDestroy(handle) }

    var width: Int32 = 0
    var height: Int32 = 0
    var subsampling: Int32 = 0
    var colours: Int32 = 0
    let size = UInt(bytes.count)
    guard
      tjDecompressHeader3(handle, bytes, size, &width, &height, &subsampling, &colours) == 0
    else { throw refused(handle, name) }
    try limits.check(width: Int(width), height: Int(height), name: name)

    var pixels = [UInt8](repeating: 0, count: Int(width) * Int(height))
    let flags = TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS
    guard
      tjDecompress2(
        handle, bytes, size, &pixels, width, 0, height, Int32(TJPF_GRAY.rawValue), flags) == 0
    else { throw refused(handle, name) }
    return StoredImage(
      grey: try GreyImage(width: Int(width), height: Int(height), pixels: pixels), format: .jpeg,
      mode: ImageMode(colours == Int32(TJCS_GRAY.rawValue) ? .grey : .rgb))
  }

  private static func refused(_ handle: tjhandle, _ name: String) -> ImageError {
    let reason = tjGetErrorStr2(handle).map { String(cString: $0) } ?? "no reason given"
    return ImageError(
      .undecodable, "\(name): not a whole JPEG picture: \(reason)",
      remedy: "export or copy the image again")
  }
}
