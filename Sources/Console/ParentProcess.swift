import CProcess
import Glibc

/// The process that has started this one.
public enum ParentProcess {
  /// Has the system send SIGTERM to this process when its parent ends, even by a kill that the parent
  /// cannot catch.
  ///
  /// - Parameter parent: the process that is meant.
  /// - Returns: whether it still runs, and is the parent.
  public static func endWith(_ parent: pid_t) -> Bool {
    _ = decaph_process_set_parent_death_signal(SIGTERM)
    // Only now: it may have ended before the system knew what to do then.
    return getppid() == parent
  }
}
