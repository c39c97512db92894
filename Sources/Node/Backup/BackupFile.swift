import Artifacts
import Foundation
import Sodium

/// A backup as a file: what a hospital cannot get anywhere else, sealed under a passphrase.
///
///     "decaph-backup/1" 0a   LE32 passes   LE64 memory   salt 16
///     box: nonce 24, XChaCha20-Poly1305 under Argon2id(passphrase), all before it additional data
///     in the box: LE64 length of the facts, facts (JSON), LE64 length of the identity key's file,
///                 that file, the sealing key's file
enum BackupFile {
  /// No backup is larger.
  static let sizeLimit = 1 << 28
  private static let magic = [UInt8]("decaph-backup/1\n".utf8)
  private static let headSize = magic.count + 4 + 8 + PassphraseKey.saltSize

  /// What is no key.
  struct Facts: Codable {
    let settings: HospitalSettings
    /// The newest entry of this hospital.
    let incarnation: Int
    /// The approved manifest and its signature.
    let manifest: Data
    let manifestSignature: Data
    /// The account of what its patients' privacy has paid, as it lies in the state.
    let charges: Data
  }

  /// Facts and keys of an opened backup.
  struct Opened: ~Copyable {
    let facts: Facts
    let plaintext: SecretBytes
    let identity: Range<Int>
    let sealing: Range<Int>
  }

  /// Seals a backup; both keys are wiped.
  static func seal(
    _ facts: Facts, identity: inout [UInt8], sealing: inout [UInt8],
    passphrase: borrowing SecretBytes
  ) throws -> [UInt8] {
    let text = [UInt8](try JSONEncoder().encode(facts))
    let parts = [littleEndian(text.count), text, littleEndian(identity.count)]
    let open = parts.flatMap(\.self)
    let count = open.count + identity.count + sealing.count
    let plaintext = SecretBytes(count: count) { memory in
      UnsafeMutableRawBufferPointer(rebasing: memory[..<open.count]).copyBytes(from: open)
      let middle = open.count + identity.count
      UnsafeMutableRawBufferPointer(rebasing: memory[open.count..<middle]).copyBytes(from: identity)
      UnsafeMutableRawBufferPointer(rebasing: memory[middle...]).copyBytes(from: sealing)
    }
    identity.withUnsafeMutableBytes { SecretMemory.wipe($0) }
    sealing.withUnsafeMutableBytes { SecretMemory.wipe($0) }
    let cost = PassphraseKey.Cost.moderate
    let salt = RandomBytes.make(PassphraseKey.saltSize)
    let head = magic + littleEndian(cost.passes).prefix(4) + littleEndian(cost.memory) + salt
    let key = try PassphraseKey.derive(
      SecretBox.keySize, from: passphrase, salt: salt, cost: cost)
    let box = key.withUnsafeBytes { key in
      plaintext.withUnsafeBytes { SecretBox.seal($0, key: key, additionalData: head) }
    }
    return head + box
  }

  /// Opens a backup.
  ///
  /// - Throws: `NodeError` 65 for another file, a damaged one, or another passphrase.
  static func open(
    _ file: [UInt8], named name: String, passphrase: borrowing SecretBytes
  ) throws -> Opened {
    if let version = version(of: file), version > 1 {
      throw NodeError(
        .configuration,
        "\(name) is a backup of format version \(version); this decaph knows version 1",
        remedy: "restore it with the decaph that made it, or a newer one")
    }
    guard file.count > headSize + SecretBox.overhead, file.starts(with: magic) else {
      throw NodeError(
        .badData, "\(name) is no backup of decaph", remedy: "check the name of the file")
    }
    let head = Array(file.prefix(headSize))
    let cost = PassphraseKey.Cost(
      passes: number(head[magic.count..<magic.count + 4]),
      memory: number(head[(magic.count + 4)..<(magic.count + 12)]))
    guard cost.isAcceptable else { throw damaged(name) }
    let key = try PassphraseKey.derive(
      SecretBox.keySize, from: passphrase, salt: Array(head.suffix(PassphraseKey.saltSize)),
      cost: cost)
    let box = Array(file.dropFirst(headSize))
    let plaintext: SecretBytes
    do {
      plaintext = try key.withUnsafeBytes { key throws(SodiumError) in
        try SecretBox.open(box, key: key, additionalData: head)
      }
    } catch {
      throw damaged(name)
    }
    let count = plaintext.count
    let (facts, end): (Facts, Int) = try plaintext.withUnsafeBytes { bytes in
      let size = number(bytes.prefix(8))
      guard bytes.count > 8, size > 0, size < bytes.count - 16,
        let facts = try? JSONDecoder().decode(Facts.self, from: Data(bytes[8..<8 + size]))
      else { throw damaged(name) }
      return (facts, 8 + size)
    }
    let length = plaintext.withUnsafeBytes { number($0[end..<end + 8]) }
    let start = end + 8
    guard length > 0, length < count - start else { throw damaged(name) }
    return Opened(
      facts: facts, plaintext: plaintext, identity: start..<start + length,
      sealing: start + length..<count)
  }

  /// The number in `decaph-backup/2`.
  private static func version(of file: [UInt8]) -> Int? {
    let name = magic.prefix { $0 != UInt8(ascii: "/") }
    guard file.starts(with: name), file.dropFirst(name.count).first == UInt8(ascii: "/") else {
      return nil
    }
    let digits = file.dropFirst(name.count + 1).prefix(10).prefix { $0 != 0x0a }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private static func littleEndian(_ number: Int) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private static func number(_ bytes: some Collection<UInt8>) -> Int {
    bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private static func damaged(_ name: String) -> NodeError {
    NodeError(
      .badData, "\(name) does not open: another passphrase, or the file was changed",
      remedy: "try the passphrase again, or another copy of the backup")
  }
}
