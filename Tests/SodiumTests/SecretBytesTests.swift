import Sodium
import Testing

@Suite struct SecretBytesTests {
  @Test func takesBytesOver() {
    var bytes: [UInt8] = [1, 2, 3]
    let secret = SecretBytes(wiping: &bytes)
    #expect(bytes.isEmpty)
    #expect(secret.count == 3)
    #expect(secret.withUnsafeBytes { Array($0) } == [1, 2, 3])
    let twin = secret.duplicate()
    expect(twin, secret, areEqual: true)
  }

  @Test func comparesContentAndLength() {
    expect(secret([1, 2, 3]), secret([1, 2, 3]), areEqual: true)
    expect(secret([1, 2, 3]), secret([1, 2, 4]), areEqual: false)
    expect(secret([1, 2, 3]), secret([1, 2]), areEqual: false)
    expect(SecretBytes.random(32), SecretBytes.random(32), areEqual: false)
  }

  @Test func passesErrorsOn() {
    struct Failure: Error, Equatable {}
    #expect(throws: Failure()) {
      _ = try SecretBytes(count: 8) { _ throws(Failure) in throw Failure() }
    }
  }

  // The macro cannot take apart a comparison of what cannot be copied.
  private func expect(
    _ left: borrowing SecretBytes, _ right: borrowing SecretBytes, areEqual expected: Bool,
    at location: SourceLocation = #_sourceLocation
  ) {
    let areEqual = left == right
    #expect(areEqual == expected, sourceLocation: location)
  }

  @Test func scratchIsWritable() {
    let sum = SecretScratch.lend(64) { scratch in
      scratch.initializeMemory(as: UInt8.self, repeating: 2)
      return scratch.reduce(0) { $0 + Int($1) }
    }
    #expect(sum == 128)
  }
}
