import Foundation
import SharedFolder
import Testing

/// A publisher that is killed at any moment, and two that meet.
@Suite struct PublicationCrashTests {
  @Test(arguments: ["/tmp", "/dev/shm"]) func killedPublisherLeavesWholeFiles(_ base: String) throws
  {
    let member = try #require(MemberName("h1"))
    var published = 0
    var leftovers = 0
    for _ in 0..<60 {
      let directory = TemporaryDirectory(in: base)
      defer { withExtendedLifetime(directory) {} }
      let folder = DirectoryFolder(directory.path)
      let helper = try HelperProcess("publish-for-ever", directory.path)
      while try folder.list(try path("h1/round-000001")).isEmpty { usleep(200) }
      usleep(.random(in: 0...8000))
      helper.kill()

      let names = try folder.artifacts(of: member, in: .round(1)).names
      for number in 0..<names.count {
        let path = try SharedFolderHelper.place(number)
        #expect(try folder.read(path, limit: 1 << 20) == SharedFolderHelper.content(number))
        #expect(directory.mode(path.description) == 0o644)
        #expect(try folder.publish(SharedFolderHelper.content(number), at: path) == .alreadyThere)
      }
      #expect(directory.mode("h1/round-000001") == 0o755)
      published += names.count
      leftovers += try folder.removeLeftovers(of: member)
      let listing = try folder.artifacts(of: member, in: .round(1))
      #expect(listing.ignored.isEmpty && listing.names == names)
    }
    // Otherwise the kills did not fall into publications, and nothing was tested.
    #expect(published > 60 && leftovers > 0, "\(published) published, \(leftovers) left over")
  }

  @Test func twoPublishersOfOneNameDoNotMix() throws {
    for _ in 0..<10 {
      let directory = TemporaryDirectory(in: "/dev/shm")
      defer { withExtendedLifetime(directory) {} }
      let first = try HelperProcess("publish-once", directory.path, "first")
      let second = try HelperProcess("publish-once", directory.path, "second")
      usleep(30_000)
      directory.plant([], at: "go")
      let succeeded = [first.finish(), second.finish()]
      // Both may succeed when they meet between look and rename (rule 4); the lock of the
      // hospital's state keeps them apart. Never is there a mixture or a part.
      #expect(succeeded.contains(true))
      let content = try DirectoryFolder(directory.path).read(
        try SharedFolderHelper.place(0), limit: 9)
      #expect([[UInt8]("first".utf8), [UInt8]("second".utf8)].contains(content))
    }
  }
}
