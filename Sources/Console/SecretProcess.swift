import CProcess
import Glibc

/// A process that holds keys: what a crash of it must not write down.
public enum SecretProcess {
  /// What a fault of the program raises; the runtime's backtraces begin with these.
  private static let faults = [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGQUIT]

  /// To be called before any key is read: no core file, no reading by other processes of the
  /// account, no report with memory and registers.
  ///
  /// A limit of 0 stops core files, but not a `core_pattern` that is a program; a process that is
  /// not dumpable gives nothing to that either, nor to ptrace. Swift's runtime has read
  /// `SWIFT_BACKTRACE` by now, and its reports show registers and the memory that they point to;
  /// without its handlers a crash only ends the program. Who sets the variable, wants them.
  public static func begin() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    _ = decaph_process_set_undumpable()
    guard getenv("SWIFT_BACKTRACE") == nil else { return }
    for number in faults {
      var action = sigaction()
      // What a parent has had ignored, as a shell has SIGQUIT of what runs in the background, stays.
      guard sigaction(number, nil, &action) == 0, action.sa_flags & SA_SIGINFO != 0 else {
        continue
      }
      signal(number, SIG_DFL)
    }
  }
}
