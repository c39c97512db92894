import Glibc
import Synchronization

/// Holds Ctrl-C and SIGTERM back while something is done that should not be left half.
///
/// Blocking the signals would not do: the threads of a linked library may have them unblocked.
enum StopDelay {
  private static let numbers = [SIGINT, SIGTERM, SIGHUP]
  /// How many are at work in this process, and what handled the signals before.
  private static let state = Mutex<(depth: Int, handlers: [sigaction])>((0, []))
  private static let received = Atomic<Int32>(0)

  /// Does something; a signal that came meanwhile takes effect afterwards.
  static func during<Result>(_ body: () throws -> Result) rethrows -> Result {
    begin()
    defer { end() }
    return try body()
  }

  private static func begin() {
    state.withLock { state in
      state.depth += 1
      guard state.depth == 1 else { return }
      state.handlers = numbers.map { number in
        var (before, waiting) = (sigaction(), sigaction())
        waiting.__sigaction_handler.sa_handler = { number in
          StopDelay.received.store(number, ordering: .sequentiallyConsistent)
        }
        sigaction(number, &waiting, &before)
        return before
      }
    }
  }

  private static func end() {
    let number = state.withLock { state -> Int32 in
      state.depth -= 1
      guard state.depth == 0 else { return 0 }
      for (number, handler) in zip(numbers, state.handlers) {
        var handler = handler
        sigaction(number, &handler, nil)
      }
      return received.exchange(0, ordering: .sequentiallyConsistent)
    }
    if number != 0 { raise(number) }
  }
}
