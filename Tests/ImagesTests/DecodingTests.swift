import Foundation
import Images
import Testing

@Suite("Decoding")
struct DecodingTests {
  @Test(
    "Every kind of file gives the grey values of an independent decoder",
    arguments: ImageVector.decodable)
  func decodes(_ vector: ImageVector) throws {
    let image = try GreyImage.decode(vector.bytes, name: vector.name)
    #expect(image.width == vector.width)
    #expect(image.height == vector.height)
    // Two JPEG decoders may differ by one in rounding; PNG is exact.
    let tolerance = vector.name.contains("JPEG") ? 1 : 0
    let expected = try #require(vector.pixels)
    let worst = zip(image.pixels, expected).map { abs(Int($0) - Int($1)) }.max()
    #expect(try #require(worst) <= tolerance)
  }

  @Test(
    "How a file stores its pixels is told",
    arguments: [
      ("grey PNG", "grey"), ("RGB PNG", "RGB"), ("RGBA PNG", "RGBA"),
      ("grey PNG with alpha", "grey with transparency"), ("palette PNG", "palette"),
      ("16-bit grey PNG", "grey 16-bit"), ("grey JPEG", "grey"), ("colour JPEG", "RGB"),
    ])
  func modes(_ name: String, _ mode: String) throws {
    let vector = try #require(ImageVector.all.first { $0.name == name })
    let image = try StoredImage.decode(vector.bytes, name: name)
    #expect(image.mode.description == mode)
    #expect(image.format == (name.hasSuffix("JPEG") ? .jpeg : .png))
    #expect(try GreyImage.decode(vector.bytes, name: name) == image.grey)
  }

  @Test("What must be refused is, with its code and name", arguments: ImageVector.refused)
  func refuses(_ vector: ImageVector) {
    let error = #expect(throws: ImageError.self) {
      try GreyImage.decode(vector.bytes, name: "x.png")
    }
    #expect(error?.code.rawValue == vector.error)
    #expect(error?.message.hasPrefix("x.png: ") == true)
    #expect(error?.remedy.isEmpty == false)
  }

  @Test("A file cut short is refused at every length", arguments: ImageVector.decodable)
  func truncated(_ vector: ImageVector) {
    // A PNG is whole without its last 12 bytes (IEND) and a JPEG without its last 2 (EOI).
    for length in 0..<vector.bytes.count - 16 {
      #expect(throws: ImageError.self) {
        try GreyImage.decode(Array(vector.bytes[..<length]), name: "cut")
      }
    }
  }

  @Test("Encoding and decoding give back the pixels")
  func roundTrip() throws {
    let pixels = (0..<35).map { UInt8($0 * 7 % 256) }
    let image = try GreyImage(width: 7, height: 5, pixels: pixels)
    let bytes = try image.encodePNG()
    #expect(try GreyImage.decode(bytes, name: "again") == image)
    #expect(try image.encodePNG() == bytes)
  }

  @Test("An announced size beyond the limit is refused before memory is taken")
  func limits() throws {
    let bytes = try GreyImage(width: 20, height: 10, pixels: Array(repeating: 9, count: 200))
      .encodePNG()
    let tight = ImageLimits(maximumPixels: 199, maximumBytes: 1 << 20)
    #expect(throws: ImageError.self) { try GreyImage.decode(bytes, name: "p", limits: tight) }
    let exact = ImageLimits(maximumPixels: 200, maximumBytes: 1 << 20)
    #expect(try GreyImage.decode(bytes, name: "p", limits: exact).pixels.count == 200)
  }

  @Test("Pixels that do not fit the size are refused")
  func sizes() {
    for (width, height, count) in [(2, 2, 3), (0, 5, 0), (-1, -4, 4), (Int.max, 2, 1)] {
      let error = #expect(throws: ImageError.self) {
        try GreyImage(width: width, height: height, pixels: Array(repeating: 0, count: count))
      }
      #expect(error?.code == .badSize)
    }
  }
}
