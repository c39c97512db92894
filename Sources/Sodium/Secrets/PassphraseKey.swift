import CSodium

/// A key from a passphrase: Argon2id (RFC 9106), slow and large on purpose, so that guessing is.
public enum PassphraseKey {
  /// What deriving a key costs; whoever derives it again needs the same numbers.
  public struct Cost: Hashable, Sendable {
    /// Passes over the memory.
    public let passes: Int
    /// Memory in bytes.
    public let memory: Int

    /// Names a cost.
    public init(passes: Int, memory: Int) {
      (self.passes, self.memory) = (passes, memory)
    }

    /// libsodium's `MODERATE`: 3 passes over 256 MiB, about a second.
    public static let moderate = Cost(
      passes: Int(crypto_pwhash_OPSLIMIT_MODERATE), memory: Int(crypto_pwhash_MEMLIMIT_MODERATE))

    /// Whether it is neither too cheap to resist guessing nor so dear that it is an attack.
    public var isAcceptable: Bool {
      (2...10).contains(passes) && ((64 << 20)...(1 << 30)).contains(memory)
    }
  }

  /// The bytes of a salt.
  public static let saltSize = Int(crypto_pwhash_SALTBYTES)

  /// Derives a key.
  /// - Parameters:
  ///   - count: bytes of the key, 16 at least.
  ///   - passphrase: lent from guarded memory.
  ///   - salt: ``saltSize`` random bytes, new for each key.
  /// - Throws: `noMemory` when the system has not that much.
  public static func derive(
    _ count: Int, from passphrase: borrowing SecretBytes, salt: [UInt8], cost: Cost
  ) throws(SodiumError) -> SecretBytes {
    precondition(salt.count == saltSize && count >= 16, "a salt of 16 bytes, a key of 16 or more")
    let size = passphrase.count
    return try passphrase.withUnsafeBytes { passphrase throws(SodiumError) in
      try SecretBytes(count: count) { key throws(SodiumError) in
        let status = crypto_pwhash(
          key.octets, UInt64(count),
          UnsafeRawPointer(passphrase.octets).assumingMemoryBound(to: CChar.self), UInt64(size),
          salt, UInt64(cost.passes), cost.memory, crypto_pwhash_ALG_ARGON2ID13)
        guard status == 0 else {
          throw SodiumError(
            .noMemory, "\(cost.memory >> 20) MiB of memory for the passphrase are not there",
            remedy: "end other programs, or use a machine with more memory")
        }
      }
    }
  }
}
