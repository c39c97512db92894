import CSodium

/// Wiping of memory that no guarded block holds, because it is too large for one.
public enum SecretMemory {
  /// Overwrites bytes with zeros in a way that the compiler may not leave out.
  public static func wipe(_ bytes: UnsafeMutableRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    sodium_memzero(start, bytes.count)
  }
}
