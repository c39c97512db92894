import CSodium

/// A fast cryptographic random number generator: buffered ChaCha20 from a 32-byte key.
///
/// `SystemRandomNumberGenerator` makes a system call for every number; noise takes millions of
/// them. This is a class because a copied generator would give the same numbers twice. It is for
/// one thread at a time.
public final class ChaChaGenerator: RandomNumberGenerator {
  @usableFromInline static let wordsPerChunk = 2_048

  private let key: SecretBytes
  private let chunk: UInt64
  private var block: UInt32 = 0
  private let memory: UnsafeMutableRawPointer
  @usableFromInline let words: UnsafeMutablePointer<UInt64>
  // Numbers taken from the buffer. One thread uses a generator, as with any other.
  @exclusivity(unchecked) @usableFromInline var taken = ChaChaGenerator.wordsPerChunk

  /// A generator with a fresh key from the system's random source.
  public convenience init() {
    self.init(key: SecretBytes.random(32))
  }

  /// A generator that repeats its numbers for the same key and chunk: the key stream of
  /// ``ChaCha20``, as 64-bit words. It ends with a trap after 256 GiB.
  /// - Parameters:
  ///   - key: 32 bytes.
  ///   - chunk: The number of the chunk.
  public init(key: consuming SecretBytes, chunk: UInt64 = 0) {
    precondition(key.count == 32, "the key has 32 bytes")
    self.key = key
    self.chunk = chunk
    guard let memory = sodium_malloc(Self.wordsPerChunk * 8) else {
      fatalError("no guarded memory: the system limits the memory or its maps")
    }
    self.memory = memory
    words = memory.bindMemory(to: UInt64.self, capacity: Self.wordsPerChunk)
  }

  deinit {
    sodium_free(memory)
  }

  /// The next 64 random bits: eight bytes of the key stream, little endian.
  @inlinable
  public func next() -> UInt64 {
    if taken == ChaChaGenerator.wordsPerChunk { refill() }
    let word = words[taken]
    taken &+= 1
    return UInt64(littleEndian: word)
  }

  @usableFromInline
  func refill() {
    let buffer = UnsafeMutableRawBufferPointer(start: memory, count: Self.wordsPerChunk * 8)
    key.withUnsafeBytes { ChaCha20.keystream(into: buffer, key: $0, chunk: chunk, from: block) }
    block += UInt32(buffer.count / ChaCha20.blockSize)
    taken = 0
  }
}
