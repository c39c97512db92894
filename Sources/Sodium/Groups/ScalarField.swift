import CSodium

/// Arithmetic modulo the order of the ed25519 group, 2^252 + 27742317777372353535851937790883648493.
///
/// Works on 32 bytes, little endian, where the caller keeps them, so that secret scalars stay in
/// guarded memory. Inputs are canonical (below the order) unless stated; libsodium would reduce
/// others silently.
public enum ScalarField {
  /// The number of bytes of a scalar.
  public static let size = 32

  /// Whether 32 bytes are below the order.
  public static func isCanonical(_ scalar: UnsafeRawPointer) -> Bool {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64 + size) { buffer in
      let wide = UnsafeMutableRawBufferPointer(buffer).octets
      defer { sodium_memzero(wide, buffer.count) }
      let reduced = wide + 64
      sodium_memzero(wide, 64)
      UnsafeMutableRawPointer(wide).copyMemory(from: scalar, byteCount: size)
      crypto_core_ed25519_scalar_reduce(reduced, wide)
      return sodium_memcmp(reduced, scalar, size) == 0
    }
  }

  /// Whether 32 bytes are all zero, in constant time.
  public static func isZero(_ scalar: UnsafeRawPointer) -> Bool {
    sodium_is_zero(scalar.assumingMemoryBound(to: UInt8.self), size) == 1
  }

  /// Writes a uniformly random scalar other than zero.
  public static func random(into result: UnsafeMutableRawPointer) {
    SodiumLibrary.ready
    crypto_core_ed25519_scalar_random(result.assumingMemoryBound(to: UInt8.self))
  }

  /// Writes a number of 64 bytes, little endian, reduced modulo the order.
  public static func reduce(_ wide: UnsafeRawPointer, into result: UnsafeMutableRawPointer) {
    crypto_core_ed25519_scalar_reduce(
      result.assumingMemoryBound(to: UInt8.self), wide.assumingMemoryBound(to: UInt8.self))
  }

  /// Writes left + right; the result may overlap an operand.
  public static func add(
    _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, into result: UnsafeMutableRawPointer
  ) {
    crypto_core_ed25519_scalar_add(
      result.assumingMemoryBound(to: UInt8.self), left.assumingMemoryBound(to: UInt8.self),
      right.assumingMemoryBound(to: UInt8.self))
  }

  /// Writes left - right; the result may overlap an operand.
  public static func subtract(
    _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, into result: UnsafeMutableRawPointer
  ) {
    crypto_core_ed25519_scalar_sub(
      result.assumingMemoryBound(to: UInt8.self), left.assumingMemoryBound(to: UInt8.self),
      right.assumingMemoryBound(to: UInt8.self))
  }

  /// Writes left * right; the result may overlap an operand.
  public static func multiply(
    _ left: UnsafeRawPointer, _ right: UnsafeRawPointer, into result: UnsafeMutableRawPointer
  ) {
    crypto_core_ed25519_scalar_mul(
      result.assumingMemoryBound(to: UInt8.self), left.assumingMemoryBound(to: UInt8.self),
      right.assumingMemoryBound(to: UInt8.self))
  }

  /// Writes the inverse of a scalar.
  /// - Returns: False, and nothing useful written, for zero.
  public static func invert(
    _ scalar: UnsafeRawPointer, into result: UnsafeMutableRawPointer
  ) -> Bool {
    crypto_core_ed25519_scalar_invert(
      result.assumingMemoryBound(to: UInt8.self), scalar.assumingMemoryBound(to: UInt8.self)) == 0
  }
}
