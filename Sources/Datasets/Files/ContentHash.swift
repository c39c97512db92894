/// A 128-bit fingerprint of bytes, for finding equal pictures and damaged caches.
///
/// Chance collisions are out of the question at any number of images; a deliberate one is not,
/// so nothing signed or secret may rest on it. Those use BLAKE2b of libsodium.
struct ContentHash: Hashable, Sendable {
  private var first: UInt64 = 0x9E37_79B9_7F4A_7C15
  private var second: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private var length: UInt64 = 0

  /// The fingerprint of nothing yet.
  init() {}

  /// Takes in bytes. The way they are cut into calls matters.
  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    let words = bytes.count / 8
    for index in 0..<words {
      absorb(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)))
    }
    var tail: UInt64 = 0
    for byte in bytes[(words * 8)...].reversed() { tail = tail << 8 | UInt64(byte) }
    absorb(tail)
    length &+= UInt64(bytes.count)
    absorb(length)
  }

  /// Takes in a number.
  mutating func update(_ value: Int) { absorb(UInt64(bitPattern: Int64(value))) }

  /// The two halves, mixed once more.
  var words: (UInt64, UInt64) {
    var copy = self
    copy.absorb(0)
    copy.absorb(0)
    return (copy.first, copy.second)
  }

  @inline(__always)
  private mutating func absorb(_ word: UInt64) {
    // Each step maps the state one to one, so unequal inputs stay unequal until the next word.
    first = (first ^ word) &* 0xFF51_AFD7_ED55_8CCD
    first ^= first >> 32
    second = (second &+ word) &* 0xC4CE_B9FE_1A85_EC53
    second ^= second >> 29
  }
}
