import Images

/// What a check keeps of a decoded image.
struct ImageFacts: Sendable {
  let width: Int
  let height: Int
  let format: ImageFormat
  let mode: ImageMode
  /// Equal for equal pixels.
  let hash: ContentHash
  let shades: Shades

  /// How the grey values are spread.
  enum Shades {
    /// As in a photograph.
    case many
    /// Two values, or nearly so: a mask.
    case two
    /// One value: an empty picture.
    case one
  }

  init(_ image: StoredImage) {
    width = image.grey.width
    height = image.grey.height
    format = image.format
    mode = image.mode
    hash = ContentHash(of: image.grey)
    shades = Self.shades(image.grey.pixels)
  }

  /// The shorter side in pixels.
  var shorterSide: Int { min(width, height) }

  /// Two exact values, or 97 % of the pixels in two narrow bands far from each other: what JPEG
  /// makes of a mask. A band is a sixteenth of the range, and holds at least 1 % of the pixels.
  private static func shades(_ pixels: [UInt8]) -> Shades {
    var counts = [Int](repeating: 0, count: 256)
    for pixel in pixels { counts[Int(pixel)] += 1 }
    switch counts.count(where: { $0 > 0 }) {
    case ...1: return .one
    case 2: return .two
    default: break
    }
    let bands = (0..<16).map { band in counts[band * 16..<(band + 1) * 16].reduce(0, +) }
    let order = bands.indices.sorted { bands[$0] > bands[$1] }
    let (first, second) = (order[0], order[1])
    let isMask =
      (bands[first] + bands[second]) * 100 >= pixels.count * 97
      && bands[second] * 100 >= pixels.count && abs(first - second) >= 4
    return isMask ? .two : .many
  }
}
