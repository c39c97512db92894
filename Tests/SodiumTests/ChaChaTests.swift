import Sodium
import Testing

@Suite struct ChaChaTests {
  struct Vectors: Decodable {
    struct Case: Decodable {
      let name: String
      let key: Hex
      let chunk: UInt64
      let stream: Hex
      let digest: Digest
    }
    let cases: [Case]
  }

  private func keystream(_ key: [UInt8], chunk: UInt64, count: Int) -> [UInt8] {
    var stream = [UInt8](repeating: 0xaa, count: count)
    stream.withUnsafeMutableBytes { stream in
      key.withUnsafeBytes { ChaCha20.keystream(into: stream, key: $0, chunk: chunk) }
    }
    return stream
  }

  @Test func streamsAsOpenSSLDoes() throws {
    for vector in try vectors("chacha20", as: Vectors.self).cases {
      let stream = keystream(vector.key.bytes, chunk: vector.chunk, count: 262_144)
      #expect(Array(stream.prefix(200)) == vector.stream.bytes, "\(vector.name)")
      #expect(Digest(hashing: stream) == vector.digest, "\(vector.name)")
    }
  }

  @Test(arguments: [0, 7] as [UInt64])
  func generatorGivesTheWordsOfItsChunk(_ chunk: UInt64) {
    let key = RandomBytes.make(32)
    var generator = ChaChaGenerator(key: secret(key), chunk: chunk)
    let stream = keystream(key, chunk: chunk, count: 3 * 16_384)
    for word in 0..<3 * 2_048 {
      let bytes = stream[8 * word..<8 * word + 8]
      #expect(draw(&generator) == bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }
  }

  @Test func freshGeneratorsDiffer() {
    #expect(ChaChaGenerator().next() != ChaChaGenerator().next())
  }

  private func draw(_ generator: inout some RandomNumberGenerator) -> UInt64 {
    generator.next()
  }
}
