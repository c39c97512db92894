import CSodium

/// Random bytes that are not secret: salts, identifiers, names of temporary files.
///
/// Secrets come from ``SecretBytes/random(_:)``, which keeps them in guarded memory.
public enum RandomBytes {
  /// Bytes from the system's random source.
  public static func make(_ count: Int) -> [UInt8] {
    SodiumLibrary.ready
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      randombytes_buf(UnsafeMutableRawBufferPointer(buffer).octets, count)
      initialized = count
    }
  }
}
