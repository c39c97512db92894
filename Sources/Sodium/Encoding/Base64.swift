import CSodium

/// libsodium's constant-time base64, strict in both directions.
enum Base64 {
  /// The bytes as base64 of the given `sodium_base64_VARIANT_…`.
  static func encode(_ bytes: [UInt8], variant: Int32) -> String {
    let capacity = sodium_base64_encoded_len(bytes.count, variant)
    return String(unsafeUninitializedCapacity: capacity) { buffer in
      let text = UnsafeMutableRawPointer(UnsafeMutableRawBufferPointer(buffer).octets)
      sodium_bin2base64(
        text.assumingMemoryBound(to: CChar.self), capacity, bytes, bytes.count, variant)
      // The C function ends its text with a zero byte.
      return capacity - 1
    }
  }

  /// The bytes of a text in its one canonical form, else nil.
  static func decode(_ text: String, variant: Int32) -> [UInt8]? {
    decode(Array(text.utf8), variant: variant)
  }

  /// The bytes of an ASCII text in its one canonical form, else nil.
  static func decode(_ text: [UInt8], variant: Int32) -> [UInt8]? {
    // libsodium 1.0.18 takes some bytes above 127 for digits.
    guard text.allSatisfy({ $0 < 0x80 }) else { return nil }
    var count = 0
    let capacity = text.count / 4 * 3 + 3
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, initialized in
      text.withUnsafeBytes { text in
        // Without an end pointer libsodium refuses whatever it cannot consume.
        failure = sodium_base642bin(
          UnsafeMutableRawBufferPointer(buffer).octets, capacity,
          UnsafeRawPointer(text.octets).assumingMemoryBound(to: CChar.self), text.count, nil,
          &count, nil, variant)
      }
      initialized = failure == 0 ? count : 0
    }
    return failure == 0 ? bytes : nil
  }
}
