import Sodium

/// The clear head of a sealed file: who can open it, and to what it belongs.
///
/// Layout, in bytes: magic "decaph" 6, version 1, kind 1, salt 32, context digest 32, number of
/// recipients 2 (little endian), then for each 16 of id (the first half of the BLAKE2b-256 of the
/// recipient's key) and 80 of `crypto_box_seal` over the 32-byte file key.
struct SealedHeader {
  static let magic = [UInt8]("decaph".utf8)
  static let fixedSize = 6 + 1 + 1 + 32 + 32 + 2
  static let idSize = 16
  static let keySize = 32
  static let boxSize = keySize + 48
  static let recipientLimit = 4096

  let kind: SealedFile.Kind
  let salt: [UInt8]
  let context: Digest
  let recipients: [(id: [UInt8], box: [UInt8])]

  /// The id of a recipient's key.
  static func id(of key: SealingPublicKey) -> [UInt8] {
    Array(Digest(hashing: key.bytes).bytes.prefix(idSize))
  }

  /// Size in bytes for a number of recipients.
  static func size(recipients: Int) -> Int { fixedSize + recipients * (idSize + boxSize) }

  /// The header's bytes; their digest is the additional data of every message behind them.
  var bytes: [UInt8] {
    var bytes = Self.magic
    bytes.append(UInt8(formatVersion))
    bytes.append(kind.rawValue)
    bytes += salt
    bytes += context.bytes
    bytes.append(UInt8(recipients.count & 0xff))
    bytes.append(UInt8(recipients.count >> 8))
    for recipient in recipients { bytes += recipient.id + recipient.box }
    return bytes
  }

  init(
    kind: SealedFile.Kind, salt: [UInt8], context: Digest,
    recipients: [(id: [UInt8], box: [UInt8])]
  ) {
    self.kind = kind
    self.salt = salt
    self.context = context
    self.recipients = recipients
  }

  /// Reads a header from the start of a file.
  init(parsing file: [UInt8], path: String) throws(Rejection) {
    guard file.count >= Self.fixedSize, Array(file.prefix(6)) == Self.magic else {
      throw Rejection(.payload, file: path, "is not a sealed file of decaph")
    }
    guard file[6] == UInt8(formatVersion) else {
      throw FormatVersion.refusal(Int(file[6]), file: path)
    }
    guard let kind = SealedFile.Kind(rawValue: file[7]) else {
      throw Rejection(.payload, file: path, "sealed file kind \(file[7]) is unknown")
    }
    let count = Int(file[72]) | Int(file[73]) << 8
    guard count <= Self.recipientLimit, file.count >= Self.size(recipients: count),
      let context = Digest(bytes: Array(file[40..<72]))
    else {
      throw Rejection(.payload, file: path, "the sealed header is cut short")
    }
    self.kind = kind
    self.context = context
    salt = Array(file[8..<40])
    recipients = (0..<count).map { index in
      let start = Self.size(recipients: index)
      let box = start + Self.idSize
      return (Array(file[start..<box]), Array(file[box..<box + Self.boxSize]))
    }
  }
}
