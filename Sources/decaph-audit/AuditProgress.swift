import Foundation
import Glibc

/// Which round is being recomputed, on a terminal only.
struct AuditProgress {
  private let isShown: Bool

  init(isShown: Bool) { self.isShown = isShown && isatty(STDERR_FILENO) == 1 }

  func show(_ index: Int, of count: Int) {
    guard isShown else { return }
    FileHandle.standardError.write(Data("\r\u{1b}[2Kround \(index) of \(count)".utf8))
  }

  func clear() {
    if isShown { FileHandle.standardError.write(Data("\r\u{1b}[2K".utf8)) }
  }
}
