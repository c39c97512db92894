import Foundation
import Sodium
import Testing

@Suite struct SealingTests {
  struct Vectors: Decodable {
    struct Sealed: Decodable {
      let name: String
      let secret: Hex
      let `public`: SealingPublicKey
      let plaintext: Hex
      let sealed: Hex
    }
    struct Refused: Decodable {
      let name: String
      let key: Hex
    }
    struct Agreement: Decodable {
      let secret: Hex
      let `public`: SealingPublicKey
      let shared: Hex
    }
    struct Box: Decodable {
      let name: String
      let key: Hex
      let data: Hex
      let plaintext: Hex
      let sealed: Hex
    }
    let sealed: [Sealed]
    let refusedKeys: [Refused]
    let agreements: [Agreement]
    let boxes: [Box]
  }

  @Test func opensWhatPyNaClSealed() throws {
    for vector in try vectors("sealing", as: Vectors.self).sealed {
      let key = try SealingKey(restoring: secret(vector.secret.bytes))
      #expect(key.publicKey == vector.public)
      #expect(try key.open(vector.sealed.bytes) == vector.plaintext.bytes, "\(vector.name)")
      for index in vector.sealed.bytes.indices {
        var changed = vector.sealed.bytes
        changed[index] ^= 0x40
        #expect(throws: SodiumError.self) { try key.open(changed) }
      }
      #expect(throws: SodiumError.self) { try key.open(Array(vector.sealed.bytes.dropLast())) }
      #expect(throws: SodiumError.self) { try SealingKey.generate().open(vector.sealed.bytes) }
    }
  }

  @Test func refusesPointsOfSmallOrderAndOtherEncodings() throws {
    for vector in try vectors("sealing", as: Vectors.self).refusedKeys {
      #expect(SealingPublicKey(bytes: vector.key.bytes) == nil, "\(vector.name)")
    }
    #expect(SealingPublicKey(bytes: []) == nil)
    #expect(SealingPublicKey(base64url: SealingKey.generate().publicKey.description + "=") == nil)
  }

  @Test func agreesAsPyNaClDoes() throws {
    for vector in try vectors("sealing", as: Vectors.self).agreements {
      let shared = vector.secret.bytes.withUnsafeBytes { bytes -> [UInt8]? in
        guard let shared = KeyAgreement.sharedSecret(bytes, with: vector.public) else { return nil }
        return shared.withUnsafeBytes { Array($0) }
      }
      #expect(shared == vector.shared.bytes)
    }
  }

  @Test func secretsAndKeysComeBack() throws {
    let key = SealingKey.generate()
    let again = try SealingKey(restoring: key.secretBytes())
    let file = SecretBytes.random(32)
    let opened = try again.openSecret(key.publicKey.seal(file))
    let isSame = opened == file
    #expect(isSame)
    #expect(try key.open(key.publicKey.seal([1, 2])) == [1, 2])
    let json = try JSONEncoder().encode([key.publicKey])
    #expect(try JSONDecoder().decode([SealingPublicKey].self, from: json) == [key.publicKey])
    #expect(throws: SodiumError.self) { try SealingKey(restoring: secret([1, 2, 3])) }
  }

  @Test func boxesOpenAsSealed() throws {
    for vector in try vectors("sealing", as: Vectors.self).boxes {
      let (key, data, plaintext) = (vector.key.bytes, vector.data.bytes, vector.plaintext.bytes)
      #expect(try open(vector.sealed.bytes, key, data) == plaintext, "\(vector.name)")
      let own = key.withUnsafeBytes { key in
        plaintext.withUnsafeBytes { SecretBox.seal($0, key: key, additionalData: data) }
      }
      #expect(own.count == plaintext.count + SecretBox.overhead)
      #expect(try open(own, key, data) == plaintext)
      #expect(throws: SodiumError.self) { try open(own, key, data + [0]) }
      #expect(throws: SodiumError.self) { try open(own, RandomBytes.make(32), data) }
      #expect(throws: SodiumError.self) { try open(Array(own.dropLast()), key, data) }
      #expect(throws: SodiumError.self) { try open([], key, data) }
    }
  }

  private func open(_ box: [UInt8], _ key: [UInt8], _ data: [UInt8]) throws -> [UInt8] {
    let key = secret(key)
    let opened = try key.withUnsafeBytes { key throws(SodiumError) in
      try SecretBox.open(box, key: key, additionalData: data)
    }
    return opened.withUnsafeBytes { Array($0) }
  }
}
