import CSodium

/// Writes minisign's secret key file.
extension IdentityKey {
  /// The bytes of a secret key file that stock minisign signs with (`minisign -S -s FILE`).
  public func secretKeyFile() -> SecretBytes {
    Self.text(layout(), comment: "decaph identity key, keep it secret")
  }

  /// The same under a passphrase, which minisign then asks for.
  /// - Throws: `noMemory`.
  public func secretKeyFile(
    passphrase: borrowing SecretBytes, cost: ScryptCost = .moderate
  ) throws(SodiumError) -> SecretBytes {
    Self.text(
      try Self.lock(layout(), passphrase, cost), comment: "decaph identity key under a passphrase")
  }

  private func layout() -> SecretBytes {
    secret.withUnsafeBytes { secret in
      SecretBytes(count: Layout.size) { bytes in
        for (index, byte) in zip(0..., "Ed".utf8) { bytes[index] = byte }
        for (index, byte) in zip(4..., "B2".utf8) { bytes[index] = byte }
        for (index, byte) in zip(Layout.keyID, publicKey.keyID) { bytes[index] = byte }
        UnsafeMutableRawBufferPointer(rebasing: bytes[Layout.secret]).copyMemory(from: secret)
        let checksum = Self.checksum(keyID: publicKey.keyID, secret: secret)
        for (index, byte) in zip(Layout.checksum, checksum) { bytes[index] = byte }
      }
    }
  }

  private static func text(_ layout: consuming SecretBytes, comment: String) -> SecretBytes {
    let head = Layout.comment + Array("\(comment)\n".utf8)
    let textSize = sodium_base64_encoded_len(Layout.size, sodium_base64_VARIANT_ORIGINAL)
    return layout.withUnsafeBytes { layout in
      SecretBytes(count: head.count + textSize) { text in
        text.copyBytes(from: head)
        sodium_bin2base64(
          UnsafeMutableRawPointer(text.octets + head.count).assumingMemoryBound(to: CChar.self),
          textSize,
          layout.octets, layout.count,
          sodium_base64_VARIANT_ORIGINAL)
        // The place of C's terminating zero is that of the last line's end.
        text[head.count + textSize - 1] = UInt8(ascii: "\n")
      }
    }
  }
}
