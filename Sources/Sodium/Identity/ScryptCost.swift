import CSodium

/// What deriving a key from a passphrase costs in minisign's key files: scrypt (RFC 7914) with the
/// two limits of libsodium, which stand in the file.
public struct ScryptCost: Hashable, Sendable {
  /// Operations, at most.
  public let operations: Int
  /// Memory in bytes, at most.
  public let memory: Int

  /// Names a cost.
  public init(operations: Int, memory: Int) {
    (self.operations, self.memory) = (operations, memory)
  }

  /// 256 MiB, about half a second: for a node that cron starts every five minutes. minisign itself
  /// writes `SENSITIVE`, four times as much, and reads this as well.
  public static let moderate = ScryptCost(operations: 1 << 23, memory: 1 << 28)

  /// The dearest that is read, minisign's own; more would be an attack on whoever reads it.
  static let dearest = ScryptCost(
    operations: Int(crypto_pwhash_scryptsalsa208sha256_OPSLIMIT_SENSITIVE),
    memory: Int(crypto_pwhash_scryptsalsa208sha256_MEMLIMIT_SENSITIVE))

  var isAcceptable: Bool {
    (1...Self.dearest.operations).contains(operations)
      && (1...Self.dearest.memory).contains(memory)
  }
}
