/// Private copies of the others' files: what is verified and used is always the copy.
///
/// Statements are kept for ever; sealed payloads may be dropped when their round is over. The
/// first valid file of a place wins; the caller keeps only what it has verified.
public struct Vault: Sendable {
  /// What keeping a file found.
  public enum Outcome: String, Sendable {
    /// It is kept now.
    case kept
    /// The same bytes were kept before.
    case alreadyKept
    /// Other bytes were kept before, and still are. Both validly signed: that is evidence.
    case differs
  }

  private static let top = "vault"
  private let store: any PrivateStore

  /// The vault of a store.
  public init(_ store: any PrivateStore) {
    self.store = store
  }

  /// Keeps a file, unless its place is taken; on the disk when this returns.
  /// - Parameter path: The path in the shared folder, such as `h1/round-000012/masked.json`.
  /// - Throws: `full`, `invalidName`, `io`.
  public func keep(_ bytes: [UInt8], at path: String) throws(JournalError) -> Outcome {
    do throws(JournalError) {
      switch try store.create(bytes, at: Self.place(path)) {
      case .created: return .kept
      case .alreadyThere: return .alreadyKept
      }
    } catch {
      if error.code == .slotTaken { return .differs }
      throw error
    }
  }

  /// A kept file; `nil` when there is none.
  /// - Throws: `permissions`, `corrupt`, `io`.
  public func read(_ path: String) throws(JournalError) -> [UInt8]? {
    try store.read(Self.place(path))
  }

  /// The names kept directly in a directory such as `h1` or `h1/round-000012`, sorted; the members
  /// for an empty path. One directory is read, nothing else.
  /// - Throws: `io`.
  public func names(in directory: String) throws(JournalError) -> [String] {
    try store.list(Self.place(directory)).sorted()
  }

  /// Forgets a file: a sealed payload after its round. Statements are never dropped.
  /// - Throws: `io`.
  public func drop(_ path: String) throws(JournalError) {
    try store.remove(Self.place(path), wiping: false)
  }

  private static func place(_ path: String) -> StorePath {
    StorePath([top] + path.split(separator: "/").map(String.init))
  }
}
