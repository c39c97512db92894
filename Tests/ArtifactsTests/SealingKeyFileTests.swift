import Artifacts
import Sodium
import Testing

/// Auditors' and hospitals' sealing keys as files.
@Suite struct SealingKeyFileTests {
  private func decode(_ bytes: [UInt8]) throws -> SealingKey {
    var bytes = bytes
    defer { #expect(bytes.allSatisfy { $0 == 0 }, "what was read is wiped") }
    return try SealingKeyFile.decode(wiping: &bytes, file: "aud.key")
  }

  private let key = SealingKey.generate()
  private var file: [UInt8] { SealingKeyFile.encode(key).withUnsafeBytes { Array($0) } }

  @Test func readsBack() throws {
    let read = try decode(file)
    #expect(read.publicKey == key.publicKey)
    #expect(try read.open(key.publicKey.seal([1, 2, 3])) == [1, 2, 3])
    let lines = String(decoding: file, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 2 && lines[1].utf8.count == 43 && file.last == 0x0a)
  }

  @Test func refusesEverythingElse() {
    let lines = file.split(separator: 0x0a).map(Array.init)
    let files: [[UInt8]] = [
      [], [0x0a], lines[0], lines[1], file + [0x0a], Array(file.dropLast()), [0x0a] + file,
      lines[0] + [0x0a] + lines[1].dropLast() + [0x0a],
      lines[0] + [0x0a] + lines[1] + lines[1] + [0x0a],
      lines[0] + [0x0a] + lines[1].map { _ in UInt8(ascii: "!") } + [0x0a],
      [UInt8]("another comment\n".utf8) + lines[1] + [0x0a],
      [UInt8](key.publicKey.description.utf8), [0xff, 0xfe] + file,
    ]
    for bytes in files {
      let refused = rejection { _ = try decode(bytes) }
      #expect(refused?.code == .field)
      #expect(refused?.file == "aud.key")
      let secret = String(decoding: lines[1], as: UTF8.self)
      #expect(refused?.message.contains(secret) == false)
    }
  }
}
