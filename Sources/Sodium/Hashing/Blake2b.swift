import CSodium

/// BLAKE2b (RFC 7693) over a sequence of pieces, with an optional key.
///
/// The state may hold a key, hence it is wiped at the end and cannot be copied.
public struct Blake2b: ~Copyable {
  /// Lengths of output in use.
  public enum Size: Int, Sendable {
    /// 32 bytes: digests and keys.
    case bits256 = 32
    /// 64 bytes: material from which two keys or one scalar are made.
    case bits512 = 64
  }

  private let size: Size
  private let state: UnsafeMutableRawPointer

  /// Starts a hash.
  /// - Parameters:
  ///   - size: The length of the output.
  ///   - key: Empty, or a key of 16 to 64 bytes.
  public init(_ size: Size = .bits256, key: UnsafeRawBufferPointer) {
    self.size = size
    state = Self.start(size, key: key)
  }

  /// Starts a hash.
  /// - Parameters:
  ///   - size: The length of the output.
  ///   - key: Empty, or a key of 16 to 64 bytes.
  public init(_ size: Size = .bits256, key: [UInt8] = []) {
    self.size = size
    state = key.withUnsafeBytes { Self.start(size, key: $0) }
  }

  private static func start(_ size: Size, key: UnsafeRawBufferPointer) -> UnsafeMutableRawPointer {
    SodiumLibrary.ready
    precondition(key.isEmpty || (16...64).contains(key.count), "a key has 16 to 64 bytes")
    let state = UnsafeMutableRawPointer.allocate(
      byteCount: crypto_generichash_statebytes(), alignment: 64)
    let status = crypto_generichash_init(
      OpaquePointer(state), key.octets, key.count, size.rawValue)
    precondition(status == 0)
    return state
  }

  deinit {
    sodium_memzero(state, crypto_generichash_statebytes())
    state.deallocate()
  }

  /// Takes in further bytes.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    let start = bytes.octets
    let status = crypto_generichash_update(OpaquePointer(state), start, UInt64(bytes.count))
    precondition(status == 0)
  }

  /// Takes in further bytes.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Takes in a number as eight bytes, little endian.
  public mutating func update(_ number: UInt64) {
    withUnsafeBytes(of: number.littleEndian) { update($0) }
  }

  /// Takes in the UTF-8 of a text and a zero byte, so that no text runs into what follows it.
  public mutating func update(terminated text: String) {
    update(Array(text.utf8) + [0])
  }

  /// Ends the hash and writes it where a secret may lie.
  /// - Parameter output: As many bytes as the size of this hash.
  public consuming func finalize(into output: UnsafeMutableRawBufferPointer) {
    Self.finish(state, into: output, size)
    extendLifetime(self)
  }

  /// Ends the hash.
  /// - Returns: 32 or 64 bytes, as chosen at the start.
  public consuming func finalize() -> [UInt8] {
    var output = [UInt8](repeating: 0, count: size.rawValue)
    let (state, size) = (state, size)
    output.withUnsafeMutableBytes { Self.finish(state, into: $0, size) }
    extendLifetime(self)
    return output
  }

  private static func finish(
    _ state: UnsafeMutableRawPointer, into output: UnsafeMutableRawBufferPointer, _ size: Size
  ) {
    precondition(output.count == size.rawValue, "the output has the size of the hash")
    let status = crypto_generichash_final(OpaquePointer(state), output.octets, size.rawValue)
    precondition(status == 0)
  }

  /// BLAKE2b-512 of one piece.
  /// - Parameters:
  ///   - key: Empty, or a key of 16 to 64 bytes.
  ///   - message: What is hashed.
  /// - Returns: 64 bytes.
  public static func hash512(key: [UInt8] = [], _ message: UnsafeRawBufferPointer) -> [UInt8] {
    var hash = Blake2b(.bits512, key: key)
    hash.update(message)
    return hash.finalize()
  }

  /// BLAKE2b-512 of one piece.
  /// - Parameters:
  ///   - key: Empty, or a key of 16 to 64 bytes.
  ///   - message: What is hashed.
  /// - Returns: 64 bytes.
  public static func hash512(key: [UInt8] = [], _ message: [UInt8]) -> [UInt8] {
    message.withUnsafeBytes { hash512(key: key, $0) }
  }
}
