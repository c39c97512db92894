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
    var count: Int?
    let bytes = [UInt8](unsafeUninitializedCapacity: text.count) { buffer, initialized in
      count = text.withUnsafeBytes {
        decode($0, into: UnsafeMutableRawBufferPointer(buffer), variant: variant)
      }
      initialized = count ?? 0
    }
    return count == nil ? nil : bytes
  }

  /// Decodes an ASCII text in its one canonical form where the caller wants it.
  /// - Returns: The number of bytes written; nil for another form or too little room.
  static func decode(
    _ text: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, variant: Int32
  ) -> Int? {
    // libsodium 1.0.18 takes some bytes above 127 for digits.
    guard text.allSatisfy({ $0 < 0x80 }) else { return nil }
    var count = 0
    // Without an end pointer libsodium refuses whatever it cannot consume.
    let status = sodium_base642bin(
      output.octets, output.count,
      UnsafeRawPointer(text.octets).assumingMemoryBound(to: CChar.self),
      text.count, nil, &count, nil, variant)
    return status == 0 ? count : nil
  }
}
