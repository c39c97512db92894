import Foundation
import Sodium
import Testing

@Suite struct HashingTests {
  struct Vectors: Decodable {
    struct Case: Decodable {
      let name: String
      let key: Hex
      let message: Hex
      let digest: Hex
    }
    let cases: [Case]
  }

  @Test func hashesAsPythonDoes() throws {
    for vector in try vectors("blake2b", as: Vectors.self).cases {
      let (message, digest) = (vector.message.bytes, vector.digest.bytes)
      var hash = Blake2b(digest.count == 64 ? .bits512 : .bits256, key: vector.key.bytes)
      hash.update(Array(message.prefix(129)))
      hash.update(Array(message.dropFirst(129)))
      #expect(hash.finalize() == digest, "\(vector.name)")
      switch (digest.count, vector.key.bytes.isEmpty) {
      case (64, _): #expect(Blake2b.hash512(key: vector.key.bytes, message) == digest)
      case (_, true): #expect(Digest(hashing: message).bytes == digest)
      default: #expect(Digest.keyed(vector.key.bytes, hashing: message).bytes == digest)
      }
    }
  }

  @Test func writesIntegersLittleEndianAndEndsTexts() {
    var hash = Blake2b()
    hash.update(terminated: "ab")
    hash.update(UInt64(0x0102))
    #expect(Digest(finalizing: hash) == Digest(hashing: [97, 98, 0, 2, 1, 0, 0, 0, 0, 0, 0]))
  }

  @Test func digestHasOneText() throws {
    let digest = Digest(hashing: [1, 2, 3])
    #expect(digest.hex.count == 64)
    #expect(Digest(hex: digest.hex) == digest)
    #expect(Digest(bytes: digest.bytes) == digest)
    #expect(Digest(hex: digest.hex.uppercased()) == nil)
    #expect(Digest(hex: digest.hex + "00") == nil)
    #expect(Digest(hex: String(digest.hex.dropLast())) == nil)
    #expect(Digest(bytes: Array(digest.bytes.dropLast())) == nil)
    let json = try JSONEncoder().encode([digest])
    #expect(String(decoding: json, as: UTF8.self) == "[\"\(digest.hex)\"]")
    #expect(try JSONDecoder().decode([Digest].self, from: json) == [digest])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Digest].self, from: Data("[\"00\"]".utf8))
    }
  }

  @Test func digestsSortAsTheirTexts() {
    let digests = (0..<50).map { Digest(hashing: [$0]) }
    #expect(digests.sorted().map(\.hex) == digests.map(\.hex).sorted())
  }
}
