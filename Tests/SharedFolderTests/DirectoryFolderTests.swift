import Foundation
import SharedFolder
import Testing

/// What can stand in a real directory, and what a real disk can refuse.
@Suite struct DirectoryFolderTests {
  let directory = TemporaryDirectory()
  var folder: DirectoryFolder { DirectoryFolder(directory.path) }

  @Test func linksAreNeverFollowed() throws {
    directory.plant([1, 2, 3], at: "outside/round-000001/masked.json")
    directory.plant([7], at: "h1/round-000001/x")
    symlink("\(directory.path)/outside", "\(directory.path)/h2")
    symlink("\(directory.path)/outside/round-000001", "\(directory.path)/h1/round-000002")
    symlink("/etc/passwd", "\(directory.path)/h1/round-000001/masked.json")
    expect(.notRegular) { try folder.list(try path("h2/round-000001")) }
    expect(.notRegular) { try folder.list(try path("h2")) }
    expect(.notRegular) { try folder.read(try path("h2/round-000001/masked.json"), limit: 9) }
    expect(.notRegular) { try folder.read(try path("h1/round-000002/masked.json"), limit: 9) }
    expect(.notRegular) { try folder.read(try path("h1/round-000001/masked.json"), limit: 1 << 20) }
    expect(.notRegular) {
      try folder.publish([1], at: try artifact("h2/round-000001/unmask-0.json"))
    }
    expect(.conflict) { try folder.publish([1], at: try artifact("h1/round-000001/masked.json")) }
    #expect(access("\(directory.path)/outside/round-000001/unmask-0.json", F_OK) != 0)
  }

  @Test func touchingGivesTheFolderANewTime() throws {
    _ = try folder.publish([1], at: try artifact("h1/round-000001/masked.json"))
    let place = directory.path + "/h1/round-000001"
    let long = Date(timeIntervalSince1970: 1000)
    try FileManager.default.setAttributes([.modificationDate: long], ofItemAtPath: place)
    try folder.touch(.round(1), of: try #require(MemberName("h1")))
    let now = try FileManager.default.attributesOfItem(atPath: place)[.modificationDate] as? Date
    #expect(try #require(now) > long)
    #expect(try folder.list(try #require(FolderPath("h1/round-000001"))) == ["masked.json"])
  }

  /// Whatever is done to a file, its stamp tells.
  @Test func aStampTellsEveryChange() throws {
    let masked = try artifact("h1/round-000012/masked.json")
    #expect(try folder.stamp(of: masked.path) == nil)
    try folder.publish([1, 2, 3], at: masked)
    let first = try #require(try folder.stamp(of: masked.path))
    #expect(try folder.stamp(of: masked.path) == first)
    let file = "\(directory.path)/\(masked)"
    // The clock of a file system may stand still for some milliseconds.
    let written = { (write: () throws -> Void) throws -> FileStamp? in
      usleep(20_000)
      try write()
      return try folder.stamp(of: masked.path)
    }
    let time = try #require(try written { #expect(chmod(file, 0o600) == 0) })
    let content = try #require(
      try written { try Data([1, 2, 4]).write(to: URL(fileURLWithPath: file)) })
    let replaced = try #require(
      try written { try Data([1, 2, 3]).write(to: URL(fileURLWithPath: file), options: .atomic) })
    #expect(Set([first, time, content, replaced]).count == 4)
    try FileManager.default.removeItem(atPath: file)
    try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
    let error = #expect(throws: FolderError.self) { try folder.stamp(of: masked.path) }
    #expect(error?.code == .notRegular)
  }

  @Test func rootMayBeALink() throws {
    directory.plant([1], at: "real/h1/round-000001/masked.json")
    symlink("\(directory.path)/real", "\(directory.path)/link")
    let folder = DirectoryFolder("\(directory.path)/link")
    #expect(try folder.list(.root) == ["h1"])
  }

  @Test(.timeLimit(.minutes(1))) func fifoAndDeviceDoNotBlock() throws {
    directory.plant([1], at: "h1/round-000001/x")
    mkfifo("\(directory.path)/h1/round-000001/masked.json", 0o644)
    mkfifo("\(directory.path)/h1/round-000002", 0o644)
    expect(.notRegular) { try folder.read(try path("h1/round-000001/masked.json"), limit: 9) }
    expect(.conflict) { try folder.publish([1], at: try artifact("h1/round-000001/masked.json")) }
    expect(.notRegular) { try folder.list(try path("h1/round-000002")) }
    let device = DirectoryFolder("/dev")
    expect(.notRegular) { try device.read(try path("zero"), limit: 9) }
  }

  @Test func sparseGiantIsRefusedUnread() throws {
    directory.plant([], at: "h1/round-000001/masked.sealed")
    truncate("\(directory.path)/h1/round-000001/masked.sealed", 10_000_000_000)
    expect(.tooLarge) { try folder.read(try path("h1/round-000001/masked.sealed"), limit: 1 << 28) }
    expect(.conflict) { try folder.publish([1], at: try artifact("h1/round-000001/masked.sealed")) }
  }

  @Test func absentRootIsNotMounted() throws {
    let folder = DirectoryFolder(directory.path + "/none")
    expect(.notMounted) { try folder.list(.root) }
    expect(.notMounted) { try folder.list(try path("h1")) }
    expect(.notMounted) { try folder.read(try path("h1/x"), limit: 1) }
    expect(.notMounted) { try folder.checkMounted(newest: nil) }
    expect(.notMounted) { try folder.publish([1], at: try artifact("h1/round-000001/masked.json")) }
    expect(.notMounted) { try folder.replace([1], at: StatusPath(try #require(MemberName("h1")))) }
    #expect(access(folder.root, F_OK) != 0)
  }

  @Test func unreadableMayBecomeReadable() throws {
    let masked = "h1/round-000001/masked.json"
    directory.plant([1], at: masked)
    chmod("\(directory.path)/\(masked)", 0)
    #expect(try HelperProcess("stranger-reads", directory.path).finish())
    chmod("\(directory.path)/\(masked)", 0o644)
    #expect(try folder.read(try path(masked), limit: 9) == [1])
  }

  @Test func unwritableIsReportedAndLeavesNothing() throws {
    directory.plant([1], at: "h1/round-000001/result.json")
    for place in ["h1/round-000001", "h1"] { chmod("\(directory.path)/\(place)", 0o555) }
    #expect(try HelperProcess("stranger-publishes", directory.path).finish())
    #expect(try folder.list(try path("h1")) == ["round-000001"])
    #expect(try folder.list(try path("h1/round-000001")) == ["result.json"])
    for place in ["h1", "h1/round-000001"] { chmod("\(directory.path)/\(place)", 0o755) }
  }

  @Test func leftoversOfThisMemberAloneAreRemoved() throws {
    let own = "~syncthing~h1-0123456789abcdef.tmp"
    let foreign = ["~syncthing~h2-0123456789abcdef.tmp", "~syncthing~h1-0.tmp", "masked.json"]
    for place in ["h1", "h1/round-000001", "h1/consortium"] {
      for name in [own] + foreign { directory.plant([1], at: "\(place)/\(name)") }
    }
    directory.plant([1], at: "h2/\(own)")
    #expect(try folder.removeLeftovers(of: try #require(MemberName("h1"))) == 3)
    for place in ["h1", "h1/round-000001"] {
      #expect(Set(try folder.list(try path(place))).isSuperset(of: foreign))
      #expect(try !folder.list(try path(place)).contains(own))
    }
    #expect(try folder.list(try path("h2")) == [own])
  }

  @Test(.enabled(if: geteuid() == 0, "needs the right to mount"))
  func fullDiskLeavesNothingAndIsTriedAgain() throws {
    let mounted = "\(directory.path)/small"
    mkdir(mounted, 0o755)
    try #require(mount("tmpfs", mounted, "tmpfs", 0, "size=256k") == 0)
    defer { umount2(mounted, Int32(MNT_DETACH)) }
    let folder = DirectoryFolder(mounted)
    let sealed = try artifact("h1/round-000001/masked.sealed")
    let big = [UInt8](repeating: 7, count: 1 << 20)
    expect(.full) { try folder.publish(big, at: sealed) }
    expect(.full) { try folder.replace(big, at: StatusPath(sealed.member)) }
    #expect(try folder.list(try path("h1/round-000001")) == [])
    #expect(try folder.list(try path("h1")) == ["round-000001"])
    #expect(try folder.publish(Array(big.prefix(1000)), at: sealed) == .published)
  }

  @Test(.enabled(if: geteuid() == 0, "needs the right to mount"))
  func readOnlyMountIsReported() throws {
    let mounted = "\(directory.path)/fixed"
    mkdir(mounted, 0o755)
    try #require(mount("tmpfs", mounted, "tmpfs", UInt(MS_RDONLY), "size=64k") == 0)
    defer { umount2(mounted, Int32(MNT_DETACH)) }
    expect(.io) {
      try DirectoryFolder(mounted).publish([1], at: try artifact("h1/round-000001/masked.json"))
    }
  }

  private func expect(
    _ code: FolderError.Code, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () throws -> some Any
  ) {
    let error = #expect(throws: FolderError.self, sourceLocation: sourceLocation) { _ = try body() }
    #expect(error?.code == code, "\(String(describing: error))", sourceLocation: sourceLocation)
  }
}
