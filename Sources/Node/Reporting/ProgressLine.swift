import Foundation
import Glibc
import Synchronization

/// One line at the bottom of a terminal that says what is waited for; nothing anywhere else.
final class ProgressLine: Sendable {
  private let isTerminal: Bool
  private let shown = Mutex(false)

  init(isEnabled: Bool) { isTerminal = isEnabled && isatty(STDERR_FILENO) == 1 }

  /// Replaces the line.
  func show(_ text: String) {
    guard isTerminal else { return }
    shown.withLock { shown in
      FileHandle.standardError.write(Data("\r\u{1b}[2K\(text)".utf8))
      shown = true
    }
  }

  /// Writes a lasting line above it.
  func write(_ line: String) {
    shown.withLock { shown in
      let clear = shown ? "\r\u{1b}[2K" : ""
      FileHandle.standardError.write(Data((clear + line).utf8))
      shown = false
    }
  }
}
