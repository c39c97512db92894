import Console
import Glibc
import Synchronization

/// One line at the bottom of a terminal that says what is waited for; nothing anywhere else.
final class ProgressLine: Sendable {
  private let isTerminal: Bool
  private let shown = Mutex(false)

  init(isEnabled: Bool) { isTerminal = isEnabled && isatty(STDERR_FILENO) == 1 }

  /// Replaces the line.
  ///
  /// - Returns: whether there is a terminal that shows it; elsewhere the caller logs it once.
  func show(_ text: String) -> Bool {
    guard isTerminal else { return false }
    shown.withLock { shown in
      Console.talk("\r\u{1b}[2K\(text)")
      shown = true
    }
    return true
  }

  /// Writes a lasting line above it.
  func write(_ line: String) {
    shown.withLock { shown in
      let clear = shown ? "\r\u{1b}[2K" : ""
      Console.talk(clear + line)
      shown = false
    }
  }
}
