import DifferentialPrivacy
import Dispatch
import Sodium

/// The pseudorandom vectors that are added to or taken from a vector: PRG of the protocol, and the
/// layers of noise.
///
/// A vector's key is BLAKE2b-256(key: seed, domain). Its chunk q covers the elements
/// [65536 q, 65536 (q+1)). That of a mask is the ChaCha20-IETF key stream with the nonce
/// LE32(0) || LE64(q), read as little-endian words; that of a layer is drawn by
/// ``DiscreteGaussian`` with this key stream as its random bits. Chunks are independent, so they
/// are made in parallel; all vectors of a chunk are applied while it is in the cache.
public struct MaskStream: ~Copyable, Sendable {
  /// What a mask hides, which separates the streams of equal seeds.
  public enum Kind: Hashable, Sendable {
    /// A member's own mask, from `b`.
    case own
    /// The mask of two members, from their pair seed.
    case pair
    /// A layer of a member's noise, from its seed.
    case noise(DiscreteGaussian)
  }

  /// How a mask enters the vector.
  public enum Sign: Sendable {
    /// The mask is added.
    case plus
    /// The mask is subtracted.
    case minus
  }

  /// Elements of a chunk.
  public static let chunkElements = 65_536

  /// One mask: a seed where it lies, and how to use it.
  struct Term {
    let seed: UnsafeRawPointer
    let kind: Kind
    let sign: Sign
  }

  // One key of 32 bytes for each mask.
  private let keys: SecretBytes
  private let uses: [(kind: Kind, sign: Sign)]

  /// Derives the keys of masks.
  /// - Parameter terms: At least one; their seeds are read before this returns.
  init(_ terms: [Term]) {
    uses = terms.map { ($0.kind, $0.sign) }
    keys = SecretBytes(count: terms.count * Digest.size) { keys in
      for (index, term) in terms.enumerated() {
        Self.deriveKey(from: term.seed, term.kind, into: Self.slot(keys, index))
      }
    }
  }

  /// Masks from opened seeds.
  /// - Parameter masks: At least one.
  public init(opened masks: [(seed: Scalar, kind: Kind, sign: Sign)]) {
    let seeds = masks.flatMap(\.seed.bytes)
    uses = masks.map { ($0.kind, $0.sign) }
    keys = SecretBytes(count: masks.count * Digest.size) { keys in
      seeds.withUnsafeBytes { seeds in
        for (index, mask) in masks.enumerated() {
          Self.deriveKey(
            from: seeds.baseAddress! + index * ScalarField.size, mask.kind,
            into: Self.slot(keys, index))
        }
      }
    }
  }

  /// Applies all masks to a vector, on all cores if it is long.
  public borrowing func apply(to vector: inout RingVector) {
    let width = vector.width
    let chunks = (vector.count + Self.chunkElements - 1) / Self.chunkElements
    // Each lane has one buffer; so many lanes keep the cores busy to the end.
    let lanes = min(chunks, 16)
    keys.withUnsafeBytes { keys in
      vector.littleEndianBytes.withUnsafeMutableBytes { words in
        // Lanes write different chunks of the vector and only read the keys.
        nonisolated(unsafe) let (words, keys) = (words, keys)
        DispatchQueue.concurrentPerform(iterations: lanes) { lane in
          Self.apply(
            keys, uses, to: words, width: width,
            chunks: stride(from: lane, to: chunks, by: lanes))
        }
      }
    }
  }

  private static func apply(
    _ keys: UnsafeRawBufferPointer, _ uses: [(kind: Kind, sign: Sign)],
    to words: UnsafeMutableRawBufferPointer,
    width: RingWidth, chunks: StrideTo<Int>
  ) {
    let chunkBytes = chunkElements * width.bytes
    // The key stream is as secret as the key: guarded memory, one block per lane.
    SecretScratch.lend(min(chunkBytes, words.count)) { scratch in
      for chunk in chunks {
        let start = chunk * chunkBytes
        let part = UnsafeMutableRawBufferPointer(
          rebasing: words[start..<min(start + chunkBytes, words.count)])
        let stream = UnsafeMutableRawBufferPointer(rebasing: scratch[..<part.count])
        for (index, use) in uses.enumerated() {
          let key = UnsafeRawBufferPointer(rebasing: keys[32 * index..<32 * (index + 1)])
          if case .noise(let noise) = use.kind {
            fill(stream, with: noise, key: key, chunk: UInt64(chunk), width: width)
          } else {
            ChaCha20.keystream(into: stream, key: key, chunk: UInt64(chunk))
          }
          combine(part, UnsafeRawBufferPointer(stream), width: width, sign: use.sign)
        }
      }
    }
  }

  /// Draws a chunk of a layer of noise, in two's complement.
  private static func fill(
    _ stream: UnsafeMutableRawBufferPointer, with noise: DiscreteGaussian,
    key: UnsafeRawBufferPointer, chunk: UInt64, width: RingWidth
  ) {
    var generator = ChaChaGenerator(
      key: SecretBytes(count: key.count) { $0.copyMemory(from: key) }, chunk: chunk)
    switch width {
    case .bits32:
      stream.withMemoryRebound(to: UInt32.self) { noise.fill($0, using: &generator) }
    case .bits64:
      stream.withMemoryRebound(to: UInt64.self) { noise.fill($0, using: &generator) }
    }
  }

  private static func combine(
    _ words: UnsafeMutableRawBufferPointer, _ stream: UnsafeRawBufferPointer, width: RingWidth,
    sign: Sign
  ) {
    switch (width, sign) {
    case (.bits32, .plus): RingWords.combine(words, stream) { (a: UInt32, b) in a &+ b }
    case (.bits32, .minus): RingWords.combine(words, stream) { (a: UInt32, b) in a &- b }
    case (.bits64, .plus): RingWords.combine(words, stream) { (a: UInt64, b) in a &+ b }
    case (.bits64, .minus): RingWords.combine(words, stream) { (a: UInt64, b) in a &- b }
    }
  }

  private static func deriveKey(
    from seed: UnsafeRawPointer, _ kind: Kind, into key: UnsafeMutableRawBufferPointer
  ) {
    var hash = Blake2b(.bits256, key: UnsafeRawBufferPointer(start: seed, count: ScalarField.size))
    switch kind {
    case .own: hash.update(Domain.selfStream)
    case .pair: hash.update(Domain.pairStream)
    case .noise: hash.update(Domain.noiseStream)
    }
    hash.finalize(into: key)
  }

  private static func slot(
    _ keys: UnsafeMutableRawBufferPointer, _ index: Int
  ) -> UnsafeMutableRawBufferPointer {
    UnsafeMutableRawBufferPointer(rebasing: keys[32 * index..<32 * (index + 1)])
  }
}
