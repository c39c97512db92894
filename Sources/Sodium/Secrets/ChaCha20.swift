import CSodium

/// The ChaCha20 key stream of RFC 8439, in numbered chunks.
public enum ChaCha20 {
  /// The number of bytes of a block.
  static let blockSize = 64

  /// Writes a part of a chunk's key stream, which depends on key and chunk only.
  ///
  /// The nonce is LE32(0) followed by LE64(chunk), the block counter starts at zero; so chunks
  /// can be made in any order and in parallel.
  /// - Parameters:
  ///   - output: Filled with key stream; a chunk has 256 GiB.
  ///   - key: 32 bytes.
  ///   - chunk: The number of the chunk.
  ///   - block: The block of 64 bytes with which the part begins.
  public static func keystream(
    into output: UnsafeMutableRawBufferPointer, key: UnsafeRawBufferPointer, chunk: UInt64,
    from block: UInt32 = 0
  ) {
    SodiumLibrary.ready
    precondition(key.count == Int(crypto_stream_chacha20_ietf_KEYBYTES))
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 12) { nonce in
      for byte in 0..<4 { nonce[byte] = 0 }
      for byte in 0..<8 { nonce[4 + byte] = UInt8(truncatingIfNeeded: chunk >> (8 * byte)) }
      output.initializeMemory(as: UInt8.self, repeating: 0)
      let status = crypto_stream_chacha20_ietf_xor_ic(
        output.octets, output.octets, UInt64(output.count),
        UnsafeRawBufferPointer(nonce).octets, block, key.octets)
      precondition(status == 0)
    }
  }
}
