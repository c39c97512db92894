/// The one rule by which colour becomes grey, whatever the file's format.
///
/// ITU-R BT.601 luma on the stored (gamma-encoded) values, Y = 0.299 R + 0.587 G + 0.114 B, in
/// 16-bit fixed point rounded to nearest. JPEG's own luminance is the same Y, so a radiograph
/// stored as grey, as grey in RGB, as PNG or as JPEG comes out alike; R = G = B gives exactly
/// that value. Transparent pixels are laid over black, which is the background of a radiograph.
enum Luma {
  /// Grey of one pixel.
  @inline(__always)
  static func grey(red: UInt8, green: UInt8, blue: UInt8) -> UInt8 {
    // The weights add up to 65536, so 255 stays 255.
    let sum = 19595 * UInt32(red) + 38470 * UInt32(green) + 7471 * UInt32(blue)
    return UInt8(truncatingIfNeeded: (sum + 32768) >> 16)
  }

  /// A grey value with coverage `alpha` of 255 over black, rounded to nearest.
  @inline(__always)
  static func overBlack(_ grey: UInt8, alpha: UInt8) -> UInt8 {
    UInt8(truncatingIfNeeded: (UInt32(grey) * UInt32(alpha) + 127) / 255)
  }
}
