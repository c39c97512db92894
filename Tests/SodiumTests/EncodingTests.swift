import Sodium
import Testing

@Suite struct EncodingTests {
  @Test func base64urlIsTheInverseOfItself() {
    for count in 0..<70 {
      let bytes = RandomBytes.make(count)
      #expect([UInt8](base64url: bytes.base64url) == bytes)
      #expect(!bytes.base64url.contains { "+/=".contains($0) })
    }
    #expect([UInt8]([0xfb, 0xff, 0xfe]).base64url == "-__-")
    #expect([UInt8]([0]).base64url == "AA")
  }

  @Test(arguments: ["AA==", "AB", "A", "AA\n", " AA", "+/AA", "AAA=", "AAB", "A A", "ÄÄ"])
  func base64urlRefusesOtherForms(text: String) {
    #expect([UInt8](base64url: text) == nil)
  }

  @Test func base64urlHasSixtyFourDigits() {
    let digits = (0..<0x250).compactMap(Unicode.Scalar.init).filter {
      [UInt8](base64url: "A\($0)AA") != nil
    }
    #expect(digits.count == 64)
    #expect(digits.allSatisfy { $0.isASCII })
  }

  @Test func hexadecimalIsLowerCase() {
    #expect([UInt8]([0, 0x9a, 0xff]).hex == "009aff")
    #expect([UInt8](hex: "009aff") == [0, 0x9a, 0xff])
    #expect([UInt8](hex: "") == [])
    for text in ["9", "9A", "0x", "0g", " 0", "00 ", "٠٠"] {
      #expect([UInt8](hex: text) == nil)
    }
  }
}
