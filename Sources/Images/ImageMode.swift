/// How the pixels of a file are stored, before the module's one rule makes them grey.
public struct ImageMode: Hashable, Sendable, CustomStringConvertible {
  /// What the samples of a pixel stand for.
  public enum Colour: String, Hashable, Sendable {
    /// One sample, a shade of grey.
    case grey
    /// Red, green and blue; in a JPEG file as luminance and two colour differences.
    case rgb = "RGB"
    /// An index into a list of colours.
    case palette
  }

  /// What the samples of a pixel stand for.
  public let colour: Colour
  /// Whether pixels can be transparent.
  public let hasAlpha: Bool
  /// Whether a sample has 16 bits; otherwise it has 8 or fewer.
  public let is16Bit: Bool

  /// Makes a mode.
  public init(_ colour: Colour, hasAlpha: Bool = false, is16Bit: Bool = false) {
    self.colour = colour
    self.hasAlpha = hasAlpha
    self.is16Bit = is16Bit
  }

  /// `grey`, `grey 16-bit`, `RGBA`, `palette with transparency`.
  public var description: String {
    let bits = is16Bit ? " 16-bit" : ""
    guard hasAlpha else { return colour.rawValue + bits }
    return (colour == .rgb ? "RGBA" : "\(colour.rawValue) with transparency") + bits
  }
}
