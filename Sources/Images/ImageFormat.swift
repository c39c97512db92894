/// The two formats that are read, told by the first bytes of a file and never by its name.
public enum ImageFormat: String, Equatable, Sendable {
  /// Portable Network Graphics (ISO/IEC 15948).
  case png
  /// JPEG (ISO/IEC 10918), baseline or progressive, 8 bits.
  case jpeg

  /// The format of a file that starts with these bytes, or nil if it is neither.
  public init?(firstBytes bytes: some Collection<UInt8>) {
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
      self = .png
    } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else {
      return nil
    }
  }
}
