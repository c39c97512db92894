import Foundation

/// Threads that wait for work from step to step.
///
/// They are the learner's own, so that a step that is called from a concurrent task does not depend
/// on how many threads the system's pool has left.
final class WorkerPool {
  /// The number of workers, at least 1. The calling thread is the first.
  let count: Int
  private let helpers: [Helper]

  init(count: Int) {
    self.count = max(1, count)
    helpers = (1..<max(1, count)).map(Helper.init)
    for helper in helpers { helper.start() }
  }

  deinit {
    for helper in helpers { helper.stop() }
  }

  /// Calls `body` once for each worker, each on its own thread, and returns when all have
  /// returned. What `body` writes must belong to the worker alone.
  func run(_ body: (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
      for helper in helpers { helper.begin(body) }
      body(0)
      for helper in helpers { helper.finish() }
    }
  }

  /// Cores that this process may use, as the system tells.
  static var availableCores: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}

/// One thread. The semaphores order every access to `job`, which the compiler cannot see.
private final class Helper: @unchecked Sendable {
  private let worker: Int
  private var job: ((Int) -> Void)?
  private let hasJob = DispatchSemaphore(value: 0)
  private let isDone = DispatchSemaphore(value: 0)

  init(worker: Int) {
    self.worker = worker
  }

  func start() {
    let thread = Thread { [self] in
      while perform() { isDone.signal() }
    }
    // OpenBLAS puts small buffers on the stack; the system's default is not promised.
    thread.stackSize = 4 << 20
    thread.name = "decaph-worker-\(worker)"
    thread.start()
  }

  /// Waits for a job and does it; false if there is none. A function of its own, so that the job is
  /// let go before the caller hears that it is done: by then it may be gone.
  @inline(never)
  private func perform() -> Bool {
    hasJob.wait()
    guard let job else { return false }
    self.job = nil
    job(worker)
    return true
  }

  func begin(_ job: @escaping (Int) -> Void) {
    self.job = job
    hasJob.signal()
  }

  func finish() {
    isDone.wait()
  }

  /// Ends the thread, which waits for a job.
  func stop() {
    job = nil
    hasJob.signal()
  }
}
