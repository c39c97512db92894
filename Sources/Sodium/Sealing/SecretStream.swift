import CSodium

/// Large sealed texts: `crypto_secretstream_xchacha20poly1305` in messages of 1 MiB.
///
/// Layout: the 24-byte header, then every message with 17 bytes more than its plain text. All
/// messages but the last are full; the last one, and only it, has the final tag. An empty text
/// is one empty message. Every message is bound to the same additional data.
public enum SecretStream {
  /// The plain bytes of a full message.
  public static let messageSize = 1 << 20
  /// The bytes of a key.
  public static let keySize = Int(crypto_secretstream_xchacha20poly1305_KEYBYTES)

  private static let headerSize = Int(crypto_secretstream_xchacha20poly1305_HEADERBYTES)
  private static let overhead = Int(crypto_secretstream_xchacha20poly1305_ABYTES)
  private static let finalTag = crypto_secretstream_xchacha20poly1305_tag_final()
  private static let messageTag = crypto_secretstream_xchacha20poly1305_tag_message()

  /// The exact number of sealed bytes for a number of plain bytes.
  public static func sealedSize(_ plaintextCount: Int) -> Int {
    let messages = max(1, (plaintextCount + messageSize - 1) / messageSize)
    return headerSize + plaintextCount + overhead * messages
  }

  /// Seals a text with a key that is used for nothing else.
  /// - Parameters:
  ///   - plaintext: What is sealed.
  ///   - key: 32 bytes.
  ///   - additionalData: What the stream belongs to; opening needs the same bytes.
  public static func encrypt(
    _ plaintext: UnsafeRawBufferPointer, key: borrowing SecretBytes, additionalData: [UInt8]
  ) -> [UInt8] {
    SodiumLibrary.ready
    precondition(key.count == keySize, "the key has 32 bytes")
    let size = sealedSize(plaintext.count)
    return key.withUnsafeBytes { key in
      [UInt8](unsafeUninitializedCapacity: size) { sealed, initialized in
        let output = UnsafeMutableRawBufferPointer(sealed).octets
        var state = crypto_secretstream_xchacha20poly1305_state()
        defer { wipe(&state) }
        var status = crypto_secretstream_xchacha20poly1305_init_push(
          &state, output, key.octets)
        precondition(status == 0)
        var written = headerSize
        var read = 0
        repeat {
          let count = min(messageSize, plaintext.count - read)
          let tag = read + count == plaintext.count ? finalTag : messageTag
          status = crypto_secretstream_xchacha20poly1305_push(
            &state, output + written, nil, plaintext.octets + read, UInt64(count), additionalData,
            UInt64(additionalData.count), tag)
          precondition(status == 0)
          written += count + overhead
          read += count
        } while read < plaintext.count
        initialized = written
      }
    }
  }

  /// Seals a text with a key that is used for nothing else.
  public static func encrypt(
    _ plaintext: [UInt8], key: borrowing SecretBytes, additionalData: [UInt8]
  ) -> [UInt8] {
    plaintext.withUnsafeBytes { encrypt($0, key: key, additionalData: additionalData) }
  }

  /// Opens a sealed text, all of it or nothing.
  /// - Parameters:
  ///   - sealed: Header and messages, nothing before or after.
  ///   - key: 32 bytes.
  ///   - additionalData: The bytes given when it was sealed.
  /// - Throws: `streamMalformed` if it is cut short, goes on after its end or is cut otherwise,
  ///   `sealBroken` if key or additional data differ or bytes were changed.
  public static func decrypt(
    _ sealed: UnsafeRawBufferPointer, key: borrowing SecretBytes, additionalData: [UInt8]
  ) throws(SodiumError) -> [UInt8] {
    SodiumLibrary.ready
    precondition(key.count == keySize, "the key has 32 bytes")
    let size = try plaintextSize(sealed.count)
    var failure: SodiumError?
    let plaintext = key.withUnsafeBytes { key in
      [UInt8](unsafeUninitializedCapacity: size) { plaintext, initialized in
        failure = open(sealed, into: plaintext, key: key, additionalData: additionalData)
        initialized = failure == nil ? size : 0
      }
    }
    if let failure { throw failure }
    return plaintext
  }

  /// Opens a sealed text, all of it or nothing.
  public static func decrypt(
    _ sealed: [UInt8], key: borrowing SecretBytes, additionalData: [UInt8]
  ) throws(SodiumError) -> [UInt8] {
    try sealed.withUnsafeBufferPointer { sealed throws(SodiumError) in
      try decrypt(UnsafeRawBufferPointer(sealed), key: key, additionalData: additionalData)
    }
  }

  private static func open(
    _ sealed: UnsafeRawBufferPointer, into plaintext: UnsafeMutableBufferPointer<UInt8>,
    key: UnsafeRawBufferPointer, additionalData: [UInt8]
  ) -> SodiumError? {
    let output = UnsafeMutableRawBufferPointer(plaintext).octets
    var state = crypto_secretstream_xchacha20poly1305_state()
    defer { wipe(&state) }
    guard
      crypto_secretstream_xchacha20poly1305_init_pull(
        &state, sealed.octets, key.octets) == 0
    else { return broken }
    var read = headerSize
    var written = 0
    while read < sealed.count {
      let count = min(messageSize + overhead, sealed.count - read)
      let isLast = read + count == sealed.count
      var tag: UInt8 = 0
      let status = crypto_secretstream_xchacha20poly1305_pull(
        &state, output + written, nil, &tag,
        sealed.octets + read, UInt64(count), additionalData, UInt64(additionalData.count))
      guard status == 0 else { return broken }
      guard tag == (isLast ? finalTag : messageTag) else {
        return malformed(isLast ? "is cut short" : "goes on after its final message")
      }
      read += count
      written += count - overhead
    }
    return nil
  }

  /// The inverse of `sealedSize`, for the sizes that it can give.
  private static func plaintextSize(_ sealedCount: Int) throws(SodiumError) -> Int {
    let body = sealedCount - headerSize
    guard body >= overhead else { throw malformed("is shorter than its header") }
    let messages = (body + messageSize + overhead - 1) / (messageSize + overhead)
    let size = body - messages * overhead
    guard size >= 0, sealedSize(size) == sealedCount else {
      throw malformed("has a length that no text has")
    }
    return size
  }

  private static func wipe(_ state: inout crypto_secretstream_xchacha20poly1305_state) {
    withUnsafeMutableBytes(of: &state) { $0.wipe() }
  }

  private static var broken: SodiumError {
    SodiumError(
      .sealBroken, "a sealed stream does not open with this key",
      remedy: "wait for a complete copy; if it stays, the file was changed")
  }

  private static func malformed(_ what: String) -> SodiumError {
    SodiumError(
      .streamMalformed, "a sealed stream \(what)",
      remedy: "wait for a complete copy; if it stays, the file was changed")
  }
}
