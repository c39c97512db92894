import Glibc

/// The right to act for a hospital: one process at a time.
///
/// The kernel holds it and lets it go when the process ends, however it ends. It ends earlier
/// when the last reference goes.
public final class ProcessLock: Sendable {
  /// What an attempt found.
  public enum Attempt: Sendable {
    /// The lock is ours as long as it is referenced.
    case acquired(ProcessLock)
    /// Another process has it; its identifier where it could be read.
    case heldBy(pid: Int32?)
  }

  private let descriptor: Int32

  private init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit {
    // A process that another thread is just starting may hold a copy of the descriptor until it has
    // become its program; closing alone would leave the lock with it.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// Tries to take the lock of a state, without waiting.
  /// - Throws: `io` when the lock file cannot be used; `permissions` for root in the state of another
  ///   account.
  public static func tryAcquire(in state: StateDirectory) throws(JournalError) -> Attempt {
    try state.checkIsOwn()
    let path = state.path + "/.process-lock"
    let number = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw JournalError(path, SystemError("open")) }
    let lock = ProcessLock(descriptor: number)
    guard flock(number, LOCK_EX | LOCK_NB) == 0 else {
      guard errno == EWOULDBLOCK else { throw JournalError(path, SystemError("flock")) }
      return .heldBy(pid: lock.writtenPID)
    }
    // For people only; what counts is the lock. So it need not be durable.
    let text = Array("\(getpid())\n".utf8)
    _ = ftruncate(number, 0)
    _ = pwrite(number, text, text.count, 0)
    return .acquired(lock)
  }

  private var writtenPID: Int32? {
    var text = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &text, text.count, 0)
    return Int32(String(decoding: text.prefix(max(0, count)), as: UTF8.self).prefix { $0 != "\n" })
  }
}
