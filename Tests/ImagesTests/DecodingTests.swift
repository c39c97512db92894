import Foundation
import Images
import Testing

@Suite("Decoding")
struct DecodingTests {
  @Test(
    "Every kind of file gives the grey values of an independent decoder", arguments: ImageVector.all
  )
  func decodes(_ vector: ImageVector) throws {
    let bytes = try #require(Data(base64Encoded: vector.base64)).map { $0 }
    let image = try GreyImage.decode(bytes, name: vector.name)
    #expect(image.width == vector.width)
    #expect(image.height == vector.height)
    // Two JPEG decoders may differ by one in rounding; PNG is exact.
    let tolerance = vector.name.contains("JPEG") ? 1 : 0
    let worst = zip(image.pixels, vector.pixels).map { abs(Int($0) - Int($1)) }.max()
    #expect(try #require(worst) <= tolerance)
  }

  @Test("A file cut short is refused at every length", arguments: ImageVector.all)
  func truncated(_ vector: ImageVector) throws {
    let bytes = try #require(Data(base64Encoded: vector.base64)).map { $0 }
    // A PNG is whole without its last 12 bytes (IEND) and a JPEG without its last 2 (EOI).
    for length in 0..<bytes.count - 16 {
      #expect(throws: ImageError.self) {
        try GreyImage.decode(Array(bytes[..<length]), name: "cut")
      }
    }
  }

  @Test("A damaged PNG is refused and named")
  func damaged() throws {
    var bytes = try GreyImage(width: 8, height: 8, pixels: Array(0..<64)).encodePNG()
    bytes[bytes.count - 20] ^= 0x40
    let error = #expect(throws: ImageError.self) {
      try GreyImage.decode(bytes, name: "x.png")
    }
    #expect(error?.code == .undecodable)
    #expect(error?.message.contains("x.png") == true)
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

    // A header that announces a million pixels each way, with a right checksum.
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    let header: [UInt8] = [
      0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0x00, 0x0F, 0x42, 0x40, 0x00, 0x0F, 0x42, 0x40,
      8, 0, 0, 0, 0, 0x79, 0x06, 0x67, 0xA1,
    ]
    let huge = signature + header + [0, 0, 0, 9] + Array("IDAT".utf8)
    let error = #expect(throws: ImageError.self) { try GreyImage.decode(huge, name: "huge") }
    #expect(error?.code == .tooLarge)
  }

  @Test("What is neither PNG nor JPEG is told by its first bytes")
  func unknown() {
    for bytes in [[], [0x42, 0x4D], Array("GIF89a".utf8)] as [[UInt8]] {
      let error = #expect(throws: ImageError.self) { try GreyImage.decode(bytes, name: "f") }
      #expect(error?.code == .unknownFormat)
    }
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
