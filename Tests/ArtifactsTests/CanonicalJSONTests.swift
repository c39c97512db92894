import Artifacts
import Foundation
import Testing

/// One line of JSON has one form; every other spelling of it is refused.
@Suite struct CanonicalJSONTests {
  /// A field of every kind that statements use.
  struct Sample: Codable, Equatable {
    var count = 1
    var flag = true
    var list = [1, 2]
    var map = ["h1": 1]
    var name = "a"
    var note: String?
  }

  struct Vectors: Decodable {
    let accepted: [Accepted]
    let rejected: [Rejected]

    struct Accepted: Decodable {
      let name: String
      let value: Sample
      let hex: Hex
    }

    struct Rejected: Decodable {
      let name: String
      let hex: Hex
      let failure: Rejection.Code
      let says: String
    }
  }

  private func decode(_ bytes: [UInt8]) throws -> Sample {
    try CanonicalJSON.decode(Sample.self, from: bytes, file: "h1/consortium/sample.json")
  }

  @Test func equalsSortedCompactJQ() throws {
    for vector in try vectors("canonical", as: Vectors.self).accepted {
      #expect(CanonicalJSON.encode(vector.value) == vector.hex.bytes, "\(vector.name)")
      #expect(try decode(vector.hex.bytes) == vector.value, "\(vector.name)")
    }
  }

  @Test func refusesEveryOtherSpelling() throws {
    for vector in try vectors("canonical", as: Vectors.self).rejected {
      let refused = rejection { _ = try decode(vector.hex.bytes) }
      #expect(refused?.code == vector.failure, "\(vector.name)")
      #expect(refused?.file == "h1/consortium/sample.json", "\(vector.name)")
      #expect(
        vector.says.isEmpty || refused?.message.contains(vector.says) == true,
        "\(vector.name): \(refused?.message ?? "accepted")")
    }
  }

  @Test func aLineMayHaveTwoMebibytesAndNotOneByteMore() throws {
    let room = CanonicalJSON.sizeLimit - CanonicalJSON.encode(Sample(name: "")).count
    let largest = Sample(name: String(repeating: "a", count: room))
    let bytes = CanonicalJSON.encode(largest)
    #expect(bytes.count == 2 << 20)
    #expect(try decode(bytes) == largest)
    let larger = CanonicalJSON.encode(Sample(name: largest.name + "a"))
    let refused = rejection { _ = try decode(larger) }
    #expect(refused?.code == .canonical)
    #expect(refused?.message.contains("larger") == true)
  }

  @Test func nestingUpToTheSizeLimitIsRefusedAndNotFollowed() {
    for opening in ["[", "{\"a\":"] {
      let count = CanonicalJSON.sizeLimit / opening.utf8.count - 1
      let bytes = [UInt8](String(repeating: opening, count: count).utf8) + [0x0a]
      #expect(rejection { _ = try decode(bytes) }?.code == .canonical)
    }
  }

  @Test func refusalsDoNotRepeatTheContent() {
    let bytes = [UInt8](#"{"count":"patient-4711","flag":true,"list":[],"map":{},"name":"a"}"#.utf8)
    let refused = rejection { _ = try decode(bytes + [0x0a]) }
    #expect(refused?.message == "not the expected JSON: wrong type at count")
  }

  @Test func everySingleChangedByteIsRefusedOrAnotherValue() throws {
    let sample = Sample(count: 12, list: [3, 45], map: ["h1": 1, "h10": 7], name: "ab/c")
    let bytes = CanonicalJSON.encode(sample)
    for index in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[index] ^= 1 << bit
        // What is still accepted says something else: two files never mean the same.
        if let other = try? decode(changed) { #expect(other != sample) }
      }
    }
  }
}
