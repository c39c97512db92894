import Foundation
import Journal
import Testing

/// A look at a state beside its owner: reads what lies there, and leaves no trace.
@Suite struct SnapshotStoreTests {
  let directory = TemporaryDirectory()

  private func state() throws -> StateDirectory {
    try StateDirectory(directory.path + "/state", outside: nil)
  }

  @Test func itReadsWhatLiesThereAndWritesInMemoryAlone() throws {
    let disk = try DirectoryStore(try state())
    _ = try disk.create([1], at: StorePath("a", "x"))
    try disk.replace([2], at: StorePath("a", "y"))
    _ = try disk.createDirectory([("f", [3])], at: StorePath("slots", "s"))
    let look = SnapshotStore(try state())
    #expect(Set(try look.list(StorePath("a"))) == ["x", "y"])
    try look.replace([9], at: StorePath("a", "y"))
    try look.append([9], to: StorePath("a", "x"))
    try look.remove(StorePath("slots", "s", "f"), wiping: true)
    _ = try look.create([7], at: StorePath("a", "z"))
    #expect(try look.read(StorePath("a", "x")) == [1, 9])
    #expect(try look.read(StorePath("a", "y")) == [9])
    #expect(try look.read(StorePath("slots", "s", "f")) == nil)
    #expect(Set(try look.list(StorePath("a"))) == ["x", "y", "z"])
    // What its owner writes meanwhile is seen; what was written here, nobody sees.
    try disk.replace([4], at: StorePath("a", "w"))
    #expect(try look.read(StorePath("a", "w")) == [4])
    #expect(try disk.read(StorePath("a", "x")) == [1])
    #expect(try disk.read(StorePath("a", "y")) == [2])
    #expect(try disk.read(StorePath("slots", "s", "f")) == [3])
    #expect(try disk.read(StorePath("a", "z")) == nil)
  }

  @Test func whatWasFilledIsNeverFilledOtherwise() throws {
    let disk = try DirectoryStore(try state())
    _ = try disk.createDirectory([("f", [3]), ("g", [4])], at: StorePath("s"))
    let look = SnapshotStore(try state())
    #expect(
      try look.createDirectory([("f", [3]), ("g", [4])], at: StorePath("s")) == .alreadyThere)
    expect(.slotTaken) { try look.createDirectory([("f", [3])], at: StorePath("s")) }
    expect(.slotTaken) { try look.createDirectory([("f", [3]), ("g", [5])], at: StorePath("s")) }
  }

  @Test func theHolderOfALockIsFoundWithoutTakingIt() throws {
    let state = try state()
    #expect(ProcessLock.holder(of: state.path) == .nobody)
    guard case .acquired(let lock) = try ProcessLock.tryAcquire(in: state) else {
      Issue.record("the lock is free")
      return
    }
    withExtendedLifetime(lock) {
      #expect([.process(getpid()), .unknown].contains(ProcessLock.holder(of: state.path)))
    }
  }
}
