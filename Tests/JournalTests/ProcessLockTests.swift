import Foundation
import Journal
import Testing

@Suite struct ProcessLockTests {
  let directory = TemporaryDirectory()

  @Test func lockIsExclusiveAndEndsWithItsLastReference() throws {
    let state = try StateDirectory(directory.path + "/state", outside: nil)
    do {
      guard case .acquired(let lock) = try ProcessLock.tryAcquire(in: state) else {
        Issue.record("the lock is free")
        return
      }
      try withExtendedLifetime(lock) {
        guard case .heldBy(pid: getpid()) = try ProcessLock.tryAcquire(in: state) else {
          Issue.record("the lock is held by this process")
          return
        }
      }
    }
    guard case .acquired = try ProcessLock.tryAcquire(in: state) else {
      Issue.record("the lock is free again")
      return
    }
  }

  @Test func killedHolderHoldsNoMore() throws {
    let state = try StateDirectory(directory.path + "/state", outside: nil)
    let helper = try HelperProcess("hold-lock", state.path)
    while access(state.path + "/held", F_OK) != 0 { usleep(200) }
    guard case .heldBy(let pid) = try ProcessLock.tryAcquire(in: state) else {
      Issue.record("the lock is held by the helper")
      return
    }
    #expect(pid == helper.pid)
    helper.kill()
    guard case .acquired = try ProcessLock.tryAcquire(in: state) else {
      Issue.record("the lock ended with the helper")
      return
    }
  }
}
