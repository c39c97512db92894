import Sodium
import Testing

@Suite struct SecretStreamTests {
  struct Vectors: Decodable {
    struct Case: Decodable {
      let name: String
      let key: Hex
      let data: Hex
      let plaintext: Hex
      let sealed: Hex
      let failure: String
    }
    let cases: [Case]
  }

  private let data = Array("belongs here".utf8)
  private let message = SecretStream.messageSize

  @Test func opensWhatPyNaClSealed() throws {
    for vector in try vectors("secretstream", as: Vectors.self).cases {
      do throws(SodiumError) {
        let opened = try SecretStream.decrypt(
          vector.sealed.bytes, key: secret(vector.key.bytes), additionalData: vector.data.bytes)
        #expect(vector.failure == "" && opened == vector.plaintext.bytes, "\(vector.name)")
      } catch {
        #expect(error.code.rawValue == vector.failure, "\(vector.name)")
      }
    }
  }

  @Test(arguments: [0, 1, 1 << 20 - 1, 1 << 20, 1 << 20 + 1, 3 << 20, 3 << 20 + 5])
  func comesBack(count: Int) throws {
    let key = SecretBytes.random(32)
    let plaintext = pattern(count)
    let sealed = SecretStream.encrypt(plaintext, key: key, additionalData: data)
    #expect(sealed.count == SecretStream.sealedSize(count))
    #expect(try SecretStream.decrypt(sealed, key: key, additionalData: data) == plaintext)
    #expect(throws: SodiumError.self) {
      try SecretStream.decrypt(sealed, key: key, additionalData: [])
    }
    #expect(throws: SodiumError.self) {
      try SecretStream.decrypt(sealed, key: SecretBytes.random(32), additionalData: data)
    }
  }

  @Test func refusesOtherBytes() throws {
    let key = SecretBytes.random(32)
    let piece = message + 17
    let sealed = SecretStream.encrypt(pattern(3 * message), key: key, additionalData: data)
    func code(_ bytes: [UInt8]) -> SodiumError.Code? {
      do throws(SodiumError) {
        _ = try SecretStream.decrypt(bytes, key: key, additionalData: data)
        return nil
      } catch {
        return error.code
      }
    }
    #expect(code(sealed) == nil)
    #expect(code([]) == .streamMalformed)
    #expect(code(Array(sealed.prefix(24))) == .streamMalformed)
    #expect(code(Array(sealed.prefix(30))) == .streamMalformed)
    // Whole messages gone from the end: every piece opens, the final tag is missing.
    #expect(code(Array(sealed.prefix(24 + 2 * piece))) == .streamMalformed)
    #expect(code(sealed + [0]) == .streamMalformed)
    #expect(code(sealed + [UInt8](repeating: 0, count: 17)) == .streamMalformed)
    #expect(code(sealed + [UInt8](repeating: 0, count: 18)) == .streamMalformed)
    let first = sealed[24..<24 + piece]
    let second = sealed[24 + piece..<24 + 2 * piece]
    let third = sealed[(24 + 2 * piece)...]
    #expect(code(Array([sealed[..<24], second, first, third].joined())) == .sealBroken)
    #expect(code(Array([sealed[..<24], first, third].joined())) == .sealBroken)
    for index in [0, 24, 24 + piece, sealed.count - 1] {
      var changed = sealed
      changed[index] ^= 1
      #expect(code(changed) == .sealBroken)
    }
  }
}
