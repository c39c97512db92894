import Glibc

/// Why the hospital's private state could not be used.
public struct JournalError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What kind of fault it is; stable, for programs.
  public enum Code: String, Sendable {
    /// Others than the owner may read the state.
    case permissions
    /// The private state would lie in the shared folder.
    case insideShare
    /// A slot or a name that is filled once holds other bytes; they stay.
    case slotTaken
    /// A file of the state is damaged.
    case corrupt
    /// A file of the state is larger than the caller allows.
    case tooLarge
    /// The disk or the quota is full.
    case full
    /// A name cannot be stored: empty, or too long.
    case invalidName
    /// There is no home directory and no variable that says where the state is.
    case noLocation
    /// The system refused for another reason.
    case io
  }

  /// What kind of fault it is.
  public let code: Code
  /// What is wrong and where; never holds secrets or content.
  public let message: String
  /// What to do next.
  public let remedy: String

  /// One line for logs and terminals.
  public var description: String { "\(message) (\(remedy))" }

  /// Describes a fault; for stores of other modules.
  public init(_ code: Code, _ message: String, remedy: String) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }

  static func permissions(_ path: String, mode: String) -> JournalError {
    JournalError(
      .permissions, "\(path) may be read or changed by other accounts of this machine",
      remedy: "chmod \(mode) '\(path)'")
  }

  static func otherOwner(_ path: String) -> JournalError {
    JournalError(
      .permissions, "\(path) belongs to another account, which may change it",
      remedy: "chown \(geteuid()) '\(path)'")
  }

  static func foreignState(_ state: StateDirectory) -> JournalError {
    let name = getpwuid(state.owner).map { String(cString: $0.pointee.pw_name) }
    let account = name ?? "#\(state.owner)"
    return JournalError(
      .permissions,
      "\(state.path) belongs to the account \(account), which could not use any more what root writes",
      remedy:
        "run the command as that account, with 'runuser -u' or 'sudo -u'; give --state, as its "
        + "home folder is another one")
  }

  static func slotTaken(_ name: String) -> JournalError {
    JournalError(
      .slotTaken, "\(name) is already filled with other bytes",
      remedy: "keep what is stored: a slot is signed once; if a second process of this hospital "
        + "runs, stop it")
  }

  static func corrupt(_ name: String, _ what: String) -> JournalError {
    JournalError(
      .corrupt, "\(name) is damaged: \(what)",
      remedy: "check the disk; do not delete the file, it remembers what was promised")
  }

  static func tooLarge(_ name: String, _ size: Int, _ limit: Int) -> JournalError {
    JournalError(
      .tooLarge, "\(name) has \(size) bytes, more than \(limit)",
      remedy: "check what wrote to the private state")
  }
}
