import SecureAggregation
import Sodium
import Testing

@Suite struct MaskStreamTests {
  struct Vectors: Decodable {
    struct Case: Decodable {
      let name: String
      let seed: Scalar
      let kind: String
      let width: RingWidth
      let count: Int
      let digest: Digest
      let chunks: [Hex]
      let end: Hex
    }
    let cases: [Case]
  }

  @Test func streamsAsPythonDoes() throws {
    for vector in try vectors("prg", as: Vectors.self).cases {
      let kind: MaskStream.Kind = vector.kind == "self" ? .own : .pair
      var sum = RingVector(zeros: vector.count, width: vector.width)
      MaskStream(opened: [(vector.seed, kind, .plus)]).apply(to: &sum)
      let bytes = sum.littleEndianBytes
      for (chunk, beginning) in vector.chunks.enumerated() {
        let start = chunk * MaskStream.chunkElements * vector.width.bytes
        #expect(Array(bytes[start..<start + 64]) == beginning.bytes, "\(vector.name) \(chunk)")
      }
      #expect(Array(bytes.suffix(64)) == vector.end.bytes, "\(vector.name)")
      #expect(Digest(hashing: bytes) == vector.digest, "\(vector.name)")
      MaskStream(opened: [(vector.seed, kind, .minus)]).apply(to: &sum)
      #expect(sum == RingVector(zeros: vector.count, width: vector.width))
    }
  }

  @Test(arguments: [RingWidth.bits32, .bits64], [1, 65_535, 65_536, 65_537, 1_200_001])
  func masksAddUp(width: RingWidth, count: Int) throws {
    let one = Scalar(11)
    let two = Scalar(22)
    var together = RingVector(zeros: count, width: width)
    MaskStream(opened: [(one, .own, .plus), (two, .pair, .minus)]).apply(to: &together)
    var first = RingVector(zeros: count, width: width)
    MaskStream(opened: [(one, .own, .plus)]).apply(to: &first)
    var second = RingVector(zeros: count, width: width)
    MaskStream(opened: [(two, .pair, .plus)]).apply(to: &second)
    try first.subtract(second)
    #expect(together == first)
    // A shorter vector has the beginning of the same mask.
    var short = RingVector(zeros: 1, width: width)
    MaskStream(opened: [(two, .pair, .plus)]).apply(to: &short)
    #expect(short.signedValues[0] == second.signedValues[0])
  }

  @Test func kindsSeparateStreams() {
    var own = RingVector(zeros: 8, width: .bits64)
    MaskStream(opened: [(.one, .own, .plus)]).apply(to: &own)
    MaskStream(opened: [(.one, .pair, .minus)]).apply(to: &own)
    #expect(own != RingVector(zeros: 8, width: .bits64))
  }
}
