import CSodium

/// Guarded memory to work in: lent to one closure, writable, wiped afterwards.
public enum SecretScratch {
  /// Lends a block to a closure, which must not keep the pointer.
  /// - Parameters:
  ///   - count: The number of bytes; their values are not defined. Aligned to any
  ///     power of two below the page size that divides `count`.
  ///   - body: Uses the block.
  public static func lend<Result: ~Copyable, Failure: Error>(
    _ count: Int, _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    SodiumLibrary.ready
    // libsodium puts the end of a block at a guard page, so the size decides on the alignment.
    guard let memory = sodium_malloc(max(count, 1)) else {
      fatalError("no guarded memory: the system limits the memory or its maps")
    }
    defer { sodium_free(memory) }
    return try body(UnsafeMutableRawBufferPointer(start: memory, count: count))
  }
}
