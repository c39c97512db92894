import Glibc

/// Tells in terms of the journal why a system call failed.
func using<Result: ~Copyable>(
  _ name: String, _ body: () throws(SystemError) -> Result
) throws(JournalError) -> Result {
  do throws(SystemError) {
    return try body()
  } catch {
    throw JournalError(name, error)
  }
}

/// As `using`; `nil` when there is no such file or directory.
func usingIfThere<Result: ~Copyable>(
  _ name: String, _ body: () throws(SystemError) -> Result
) throws(JournalError) -> Result? {
  do throws(SystemError) {
    return try body()
  } catch {
    if error.number == ENOENT { return nil }
    throw JournalError(name, error)
  }
}

extension JournalError {
  /// A secret that is to be no more can still be read on the disk.
  static func notWiped(_ name: String, _ what: String, _ error: SystemError) -> JournalError {
    JournalError(
      .io, "\(name) \(what) cannot be overwritten (\(error.reason))",
      remedy: "let it be a plain file that its owner may write (chmod 600), on a disk that is in "
        + "order, and do it again")
  }

  /// Why a file of the state could not be read or written.
  init(_ name: String, _ error: SystemError) {
    switch error.number {
    case ENOSPC, EDQUOT:
      self.init(
        .full, "no space for \(name) (\(error.reason))",
        remedy: "free space where the private state lies; retried by itself")
    case EACCES, EPERM, EROFS:
      self.init(
        .io, "\(name) cannot be used (\(error.reason))",
        remedy: "run as the account that owns the private state")
    default:
      self.init(
        .io, "\(name) cannot be used (\(error.reason))",
        remedy: "check the disk that holds the private state")
    }
  }
}
