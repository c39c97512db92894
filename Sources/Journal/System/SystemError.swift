import Glibc

/// A system call that failed: which, and `errno`.
struct SystemError: Error {
  let call: String
  let number: Int32

  /// Takes `errno` of the call that has just failed.
  init(_ call: String) {
    self.call = call
    self.number = errno
  }

  var isFull: Bool { number == ENOSPC || number == EDQUOT }

  /// `rename: No such file or directory`.
  var reason: String { "\(call): \(String(cString: strerror(number)))" }
}
