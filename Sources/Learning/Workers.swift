import Dispatch
import Foundation

/// A fixed number of workers that run at the same time.
struct Workers: Sendable {
  /// At least 1.
  let count: Int

  /// Calls `body` once for each worker, each on its own thread, and returns when all have
  /// returned. What `body` writes must belong to the worker alone.
  func run(_ body: (Int) -> Void) {
    guard count > 1 else { return body(0) }
    withoutActuallyEscaping(body) { body in
      // The contract above stands in for what the compiler cannot see: disjoint memory.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: count) { body($0) }
    }
  }

  /// Cores that this process may use, as the system tells.
  static var availableCores: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}
