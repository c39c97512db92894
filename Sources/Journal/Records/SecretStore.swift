import Glibc

/// The hospital's secrets by name: identity and sealing key, and each round's own.
///
/// A secret is written once and erased when its time is over: what a round's masks were made from
/// is gone when the next round is known.
public struct SecretStore: Sendable {
  private static let top = StorePath("secrets")
  private let store: any PrivateStore

  /// The secrets of a store.
  public init(_ store: any PrivateStore) {
    self.store = store
  }

  /// Stores a secret, once; on the disk when this returns.
  /// - Parameters:
  ///   - bytes: The secret, lent; the working copy that is made of it is wiped.
  ///   - name: Its name, any text of moderate length.
  /// - Throws: `slotTaken` when the name holds another secret (which stays), `full`, `io`.
  @discardableResult
  public func store(
    _ bytes: UnsafeRawBufferPointer, as name: String
  ) throws(JournalError) -> Creation {
    var copy = [UInt8](bytes)
    defer { Self.wipe(&copy) }
    return try store.create(copy, at: Self.top.appending(name))
  }

  /// Puts a secret in the place of the one of this name; on the disk when this returns. For another
  /// form of the same secret. The old one is overwritten, as by ``erase(_:)``.
  /// - Throws: `full`, `io`; then the old one stands. Also where the old one cannot be overwritten;
  ///   the error says which of the two stands.
  public func replace(
    _ bytes: UnsafeRawBufferPointer, as name: String
  ) throws(JournalError) {
    var copy = [UInt8](bytes)
    defer { Self.wipe(&copy) }
    try store.replace(copy, at: Self.top.appending(name), wiping: true)
  }

  /// A secret; `nil` when there is none of this name, or when its erasure was begun and a crash came
  /// between the zeros and the deletion.
  ///
  /// The array is the only copy in this process. The caller moves it to guarded memory and wipes
  /// it at once.
  /// - Throws: `permissions`, `corrupt`, `io`.
  public func read(_ name: String) throws(JournalError) -> [UInt8]? {
    let bytes = try store.read(Self.top.appending(name), limit: 1 << 24)
    return bytes.flatMap { $0.allSatisfy { $0 == 0 } ? nil : $0 }
  }

  /// Puts a secret into another store under the same name; one that is not there is not copied.
  /// - Throws: as ``read(_:)`` and ``store(_:as:)``.
  public func copy(_ name: String, to other: SecretStore) throws(JournalError) {
    guard var secret = try read(name) else { return }
    defer { Self.wipe(&secret) }
    _ = try other.store.create(secret, at: Self.top.appending(name))
  }

  /// Overwrites and deletes a secret; one that is not there is erased already.
  ///
  /// Journaling file systems and flash memory may keep copies: encrypt the disk.
  /// - Throws: `io`.
  public func erase(_ name: String) throws(JournalError) {
    try store.remove(Self.top.appending(name), wiping: true)
  }

  /// The names of the secrets, sorted.
  /// - Throws: `io`.
  public func names() throws(JournalError) -> [String] {
    try store.list(Self.top).sorted()
  }

  private static func wipe(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { buffer in
      // Unlike an assignment, this is not removed as useless by an optimiser.
      if let start = buffer.baseAddress { explicit_bzero(start, buffer.count) }
    }
  }
}
