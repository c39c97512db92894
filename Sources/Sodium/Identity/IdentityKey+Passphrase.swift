import CSodium

/// Key id, secret and checksum of a minisign key file, hidden under scrypt of a passphrase.
extension IdentityKey {
  /// Puts a layout under a passphrase.
  static func lock(
    _ layout: consuming SecretBytes, _ passphrase: borrowing SecretBytes, _ cost: ScryptCost
  ) throws(SodiumError) -> SecretBytes {
    let salt = RandomBytes.make(Layout.salt.count)
    let stream = try stream(passphrase, salt, cost)
    return layout.withUnsafeBytes { layout in
      SecretBytes(count: Layout.size) { bytes in
        bytes.copyMemory(from: layout)
        for (index, byte) in zip(Layout.derivation, "Sc".utf8) { bytes[index] = byte }
        for (index, byte) in zip(Layout.salt, salt) { bytes[index] = byte }
        for place in 0..<8 {
          bytes[Layout.operations.lowerBound + place] = UInt8(
            truncatingIfNeeded: cost.operations >> (8 * place))
          bytes[Layout.memory.lowerBound + place] = UInt8(
            truncatingIfNeeded: cost.memory >> (8 * place))
        }
        xor(bytes, stream)
      }
    }
  }

  /// Takes a layout from under its passphrase.
  /// - Throws: `wrongPassphrase` when the checksum does not fit, `malformedKey` when its cost is
  ///   beyond minisign's own, `noMemory`.
  static func unlock(
    _ layout: consuming SecretBytes, _ passphrase: borrowing SecretBytes
  ) throws(SodiumError) -> SecretBytes {
    let (salt, cost) = layout.withUnsafeBytes { layout in
      (
        Array(layout[Layout.salt]),
        ScryptCost(
          operations: number(layout[Layout.operations]), memory: number(layout[Layout.memory]))
      )
    }
    guard cost.isAcceptable else { throw malformed("asks for more than minisign's own cost") }
    let stream = try stream(passphrase, salt, cost)
    let open = layout.withUnsafeBytes { layout in
      SecretBytes(count: Layout.size) { bytes in
        bytes.copyMemory(from: layout)
        xor(bytes, stream)
      }
    }
    let isRight = open.withUnsafeBytes { open in
      checksum(
        keyID: Array(open[Layout.keyID]),
        secret: UnsafeRawBufferPointer(rebasing: open[Layout.secret])
      )
      .elementsEqual(open[Layout.checksum])
    }
    guard isRight else {
      throw SodiumError(
        .wrongPassphrase, "the passphrase does not open the secret key file",
        remedy: "try again; without the passphrase the key is lost")
    }
    return open
  }

  private static func stream(
    _ passphrase: borrowing SecretBytes, _ salt: [UInt8], _ cost: ScryptCost
  ) throws(SodiumError) -> SecretBytes {
    let size = passphrase.count
    return try passphrase.withUnsafeBytes { passphrase throws(SodiumError) in
      try SecretBytes(count: Layout.hidden.count) { stream throws(SodiumError) in
        let status = crypto_pwhash_scryptsalsa208sha256(
          stream.octets, UInt64(stream.count),
          UnsafeRawPointer(passphrase.octets).assumingMemoryBound(to: CChar.self), UInt64(size),
          salt, UInt64(cost.operations), cost.memory)
        guard status == 0 else {
          throw SodiumError(
            .noMemory, "\(cost.memory >> 20) MiB of memory for the passphrase are not there",
            remedy: "end other programs, or use a machine with more memory")
        }
      }
    }
  }

  private static func xor(
    _ bytes: UnsafeMutableRawBufferPointer, _ stream: borrowing SecretBytes
  ) {
    stream.withUnsafeBytes { stream in
      for (index, byte) in zip(Layout.hidden, stream) { bytes[index] ^= byte }
    }
  }

  /// A little-endian number; what is beyond any cost becomes the largest.
  private static func number(_ bytes: some Collection<UInt8>) -> Int {
    Int(clamping: bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
  }
}
