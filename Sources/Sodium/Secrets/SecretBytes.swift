import CSodium

/// A secret in guarded memory: never swapped, between pages that trap, wiped when it goes.
///
/// It cannot be copied and cannot be printed; its bytes are lent to a closure. Every value costs
/// several memory pages and system calls, so a round keeps its secrets in few blocks.
public struct SecretBytes: ~Copyable, @unchecked Sendable {
  // Sendable holds because the memory is read-only from the end of `init` until `deinit`.
  private let memory: UnsafeMutableRawPointer
  /// The number of bytes.
  public let count: Int

  /// A secret that the caller writes in place.
  /// - Parameters:
  ///   - count: The number of bytes, at least one.
  ///   - initialize: Writes the secret; the memory is zero before. Must not keep the pointer.
  public init<Failure: Error>(
    count: Int, initializing initialize: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    SodiumLibrary.ready
    precondition(count > 0, "a secret has at least one byte")
    guard let memory = sodium_malloc(count) else {
      fatalError("no guarded memory: the system limits the memory or its maps")
    }
    sodium_memzero(memory, count)
    do throws(Failure) {
      try initialize(UnsafeMutableRawBufferPointer(start: memory, count: count))
    } catch {
      sodium_free(memory)
      throw error
    }
    sodium_mprotect_readonly(memory)
    self.memory = memory
    self.count = count
  }

  /// Moves bytes into guarded memory and wipes them where they were.
  ///
  /// Earlier copies of the array, if the caller made any, are not reached.
  public init(wiping bytes: inout [UInt8]) {
    self.init(count: bytes.count) { memory in
      memory.copyBytes(from: bytes)
      bytes.withUnsafeMutableBytes { $0.wipe() }
    }
    bytes = []
  }

  deinit {
    sodium_free(memory)
  }

  /// A new random secret.
  public static func random(_ count: Int) -> SecretBytes {
    SecretBytes(count: count) { randombytes_buf($0.octets, $0.count) }
  }

  /// Lends the bytes to a closure, which must not keep the pointer.
  public borrowing func withUnsafeBytes<Result: ~Copyable, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(start: memory, count: count))
  }

  /// Lends the place of the first byte to a closure, which must not keep the pointer.
  public borrowing func withUnsafePointer<Result: ~Copyable, Failure: Error>(
    _ body: (UnsafeRawPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(memory)
  }

  /// A second guarded block with the same bytes; named, so that copies are found by reading.
  public borrowing func duplicate() -> SecretBytes {
    withUnsafeBytes { source in
      SecretBytes(count: source.count) { $0.copyMemory(from: source) }
    }
  }

  /// Whether two secrets are equal, in time that depends on their length alone.
  public static func == (left: borrowing SecretBytes, right: borrowing SecretBytes) -> Bool {
    left.count == right.count && sodium_memcmp(left.memory, right.memory, left.count) == 0
  }
}
