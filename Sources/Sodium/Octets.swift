import CSodium

/// The bytes of a buffer as libsodium takes them: a pointer that is never null.
extension UnsafeRawBufferPointer {
  var octets: UnsafePointer<UInt8> {
    (baseAddress ?? Octets.none).assumingMemoryBound(to: UInt8.self)
  }
}

extension UnsafeMutableRawBufferPointer {
  var octets: UnsafeMutablePointer<UInt8> {
    (baseAddress ?? UnsafeMutableRawPointer(mutating: Octets.none))
      .assumingMemoryBound(to: UInt8.self)
  }
}

extension UnsafeMutableRawBufferPointer {
  /// Overwrites everything with zeros, in a way that no optimiser removes.
  func wipe() {
    sodium_memzero(octets, count)
  }
}

private enum Octets {
  // Stands for "no bytes", with a count of zero; nobody reads or writes it.
  nonisolated(unsafe) static let none = UnsafeRawPointer(
    UnsafeMutableRawPointer.allocate(byteCount: 1, alignment: 1))
}
