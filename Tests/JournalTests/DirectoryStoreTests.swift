import Foundation
import Journal
import Testing

/// What can lie in a real directory, and what a real disk can refuse.
@Suite struct DirectoryStoreTests {
  let directory = TemporaryDirectory()

  private func open() throws -> DirectoryStore {
    try DirectoryStore(StateDirectory(directory.path + "/state", outside: nil))
  }

  @Test func everythingIsPrivate() throws {
    let store = try open()
    _ = try store.create([1], at: StorePath("a", "created"))
    _ = try store.createDirectory([("file", [1])], at: StorePath("b", "slot"))
    try store.replace([1], at: StorePath("a", "replaced"))
    try store.append([1], to: StorePath("appended"))
    let walk = FileManager.default.enumerator(atPath: store.state.path)
    var files = 0
    while let entry = walk?.nextObject() as? String {
      let isDirectory = walk?.fileAttributes?[.type] as? FileAttributeType == .typeDirectory
      #expect(directory.mode("state/\(entry)") == (isDirectory ? 0o700 : 0o600), "\(entry)")
      files += isDirectory ? 0 : 1
    }
    #expect(files == 5)  // the four and the lock
  }

  @Test func readableByOthersIsRefusedWithTheRepair() throws {
    let store = try open()
    try store.replace([1], at: StorePath("a"))
    let path = store.state.path + "/a"
    for mode: mode_t in [0o640, 0o604, 0o620] {
      chmod(path, mode)
      let error = expect(.permissions) { try store.read(StorePath("a")) }
      #expect(error?.remedy == "chmod 600 '\(path)'")
    }
  }

  @Test(.timeLimit(.minutes(1))) func whatIsNoPlainFileIsNotRead() throws {
    let store = try open()
    try store.replace([1], at: StorePath("a", "real"))
    symlink(store.state.path + "/a/real", store.state.path + "/a/link")
    mkfifo(store.state.path + "/a/fifo", 0o600)
    mkdir(store.state.path + "/a/directory", 0o700)
    expect(.io) { try store.read(StorePath("a", "link")) }
    expect(.corrupt) { try store.read(StorePath("a", "fifo")) }
    expect(.corrupt) { try store.read(StorePath("a", "directory")) }
    for name in ["link", "fifo", "directory"] {
      #expect(throws: JournalError.self) { try store.create([1], at: StorePath("a", name)) }
    }
    #expect(try store.read(StorePath("a", "real")) == [1])
  }

  @Test func leftoversAreRemovedAtTheNextStart() throws {
    let store = try open()
    directory.plant([1], at: "state/.tmp/new-1")
    directory.plant([1], at: "state/.tmp/new-2/file")
    #expect(mkdir(store.state.path + "/.tmp/new-3", 0o700) == 0)
    _ = try open()
    #expect(try FileManager.default.contentsOfDirectory(atPath: store.state.path + "/.tmp") == [])
  }

  @Test func leftoverSecondNameDoesNotHarmTheFile() throws {
    let store = try open()
    _ = try store.create([1, 2, 3], at: StorePath("a"))
    // As after a crash between giving the file its name and taking away the temporary one.
    #expect(link(store.state.path + "/a", store.state.path + "/.tmp/new-1") == 0)
    #expect(try open().read(StorePath("a")) == [1, 2, 3])
  }

  @Test func replacedSecretsAreOverwritten() throws {
    let store = try open()
    _ = try store.create([1, 2, 3], at: StorePath("a"))
    #expect(link(store.state.path + "/a", store.state.path + "/witness") == 0)
    try store.replace([4], at: StorePath("a"), wiping: true)
    #expect(try store.read(StorePath("a")) == [4])
    #expect(try store.read(StorePath("witness")) == [0, 0, 0])
  }

  @Test(.timeLimit(.minutes(1))) func whatCannotBeOverwrittenIsNotReplaced() throws {
    let store = try open()
    try store.replace([1, 2, 3], at: StorePath("real"))
    symlink(store.state.path + "/real", store.state.path + "/link")
    mkfifo(store.state.path + "/fifo", 0o600)
    mkdir(store.state.path + "/directory", 0o700)
    for name in ["link", "fifo", "directory"] {
      let error = expect(.io) { try store.replace([4], at: StorePath(name), wiping: true) }
      #expect(error?.message.contains("\(name) stays as it was") == true, "\(error as Any)")
    }
    #expect(try store.read(StorePath("real")) == [1, 2, 3])
    #expect(try FileManager.default.contentsOfDirectory(atPath: store.state.path + "/.tmp") == [])
  }

  @Test func erasedBytesAreOverwritten() throws {
    let store = try open()
    _ = try store.create([1, 2, 3], at: StorePath("a"))
    // A second name shows what became of the content.
    #expect(link(store.state.path + "/a", store.state.path + "/witness") == 0)
    try store.remove(StorePath("a"), wiping: true)
    #expect(try store.read(StorePath("witness")) == [0, 0, 0])
  }

  @Test func twoStoresOfOneStateSeeEachOther() throws {
    let first = try open()
    let second = try open()
    _ = try first.create([1], at: StorePath("a"))
    expect(.slotTaken) { try second.create([2], at: StorePath("a")) }
    try first.append([1], to: StorePath("log"))
    try second.append([2], to: StorePath("log"))
    #expect(try first.read(StorePath("log")) == [1, 2])
  }

  @Test(.enabled(if: geteuid() == 0, "needs the right to mount"))
  func fullDiskChangesNothing() throws {
    let mounted = directory.path + "/small"
    mkdir(mounted, 0o700)
    try #require(mount("tmpfs", mounted, "tmpfs", 0, "size=256k,mode=700") == 0)
    defer { umount2(mounted, Int32(MNT_DETACH)) }
    let store = try DirectoryStore(StateDirectory(mounted, outside: nil))
    let journal = Journal(store)
    let big = [UInt8](repeating: 7, count: 1 << 20)
    try store.replace([1], at: StorePath("value"))
    try store.append([1], to: StorePath("log"))
    expect(.full) { try store.create(big, at: StorePath("big")) }
    expect(.full) { try store.replace(big, at: StorePath("value")) }
    expect(.full) { try store.append(big, to: StorePath("log")) }
    let files = [Outbox.File(path: "small", bytes: [1]), Outbox.File(path: "big", bytes: big)]
    expect(.full) { try journal.outbox.fill("slot", with: files) }
    #expect(try store.read(StorePath("big")) == nil)
    #expect(try store.read(StorePath("value")) == [1])
    #expect(try store.read(StorePath("log")) == [1])
    #expect(try journal.outbox.contains("slot") == false)
    #expect(try FileManager.default.contentsOfDirectory(atPath: mounted + "/.tmp") == [])
    #expect(try journal.outbox.fill("slot", with: [files[0]]) == .created)
  }

  @Test func atomicFileIsWrittenWholeAndPrivate() throws {
    let path = directory.path + "/file"
    #expect(try AtomicFile.read(path, limit: 9) == nil)
    try AtomicFile.write([1], to: path)
    try AtomicFile.write([2, 2], to: path)
    #expect(try AtomicFile.read(path, limit: 2) == [2, 2])
    #expect(directory.mode("file") == 0o600)
    expect(.tooLarge) { try AtomicFile.read(path, limit: 1) }
    chmod(path, 0o644)
    expect(.permissions) { try AtomicFile.read(path, limit: 9) }
    expect(.io) { try AtomicFile.write([1], to: directory.path + "/none/file") }
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["file"])
  }
}
