/// Why the shared folder could not be read or written.
public struct FolderError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What kind of fault it is; stable, for programs.
  public enum Code: String, Sendable {
    /// The file is not there.
    case missing
    /// The file is there and cannot be read yet: stale, cut short, still growing, not permitted.
    case notReady
    /// The name is taken by other bytes; nothing was changed.
    case conflict
    /// The disk or the quota is full.
    case full
    /// The shared folder itself is absent, or is an empty mount point.
    case notMounted
    /// The file is larger than its kind may be.
    case tooLarge
    /// A symbolic link, directory, FIFO or device stands where a file or a folder should be.
    case notRegular
    /// The system refused for another reason.
    case io
  }

  /// What kind of fault it is.
  public let code: Code
  /// What is wrong and where; never holds content.
  public let message: String
  /// What to do next.
  public let remedy: String

  /// Whether the same call may succeed later without anybody's help.
  public var isTransient: Bool {
    switch code {
    case .missing, .notReady, .full, .notMounted: true
    case .conflict, .tooLarge, .notRegular, .io: false
    }
  }

  /// One line for logs and terminals.
  public var description: String { "\(message) (\(remedy))" }

  /// Describes a fault; for folders of other modules.
  public init(_ code: Code, _ message: String, remedy: String) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }
}
