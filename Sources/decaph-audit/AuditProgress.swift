import Console
import Glibc

/// Which round is being recomputed, on a terminal only.
struct AuditProgress {
  private let isShown: Bool

  init(isShown: Bool) { self.isShown = isShown && isatty(STDERR_FILENO) == 1 }

  func show(_ index: Int, of count: Int) {
    guard isShown else { return }
    Console.talk("\r\u{1b}[2Kround \(index) of \(count)")
  }

  func clear() {
    if isShown { Console.talk("\r\u{1b}[2K") }
  }
}
