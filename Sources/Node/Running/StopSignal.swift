import Glibc
import Synchronization

/// SIGTERM and Ctrl-C as a flag and a readable descriptor: the node finishes the file that it is
/// writing and ends with 0.
public final class StopSignal: Sendable {
  /// Becomes readable when a stop is asked for.
  let descriptor: CInt
  private static let writer = Atomic<CInt>(-1)
  private static let received = Atomic<Bool>(false)

  /// Catches SIGTERM and SIGINT for the whole process; make one per process.
  public init() {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { preconditionFailure("a process can make one pipe") }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    Self.writer.store(ends[1], ordering: .sequentiallyConsistent)
    // The parent may have handed them down blocked, as threads of dispatch's pools have them.
    var numbers = sigset_t()
    sigemptyset(&numbers)
    for number in [SIGTERM, SIGINT] {
      sigaddset(&numbers, number)
      signal(number) { _ in
        StopSignal.received.store(true, ordering: .sequentiallyConsistent)
        var byte: UInt8 = 1
        _ = write(StopSignal.writer.load(ordering: .sequentiallyConsistent), &byte, 1)
      }
    }
    pthread_sigmask(SIG_UNBLOCK, &numbers, nil)
  }

  /// Whether a stop was asked for.
  public var isSet: Bool { Self.received.load(ordering: .sequentiallyConsistent) }
}
