import Foundation
import TestFolders
import Testing

@testable import Node

/// A node watches the folders of its round; after years it watches no more than on the first day.
@Suite struct FolderWatchTests {
  @Test func onlyTheNewestFoldersAreWatched() throws {
    let root = TemporaryFolders.path + "/decaph-watch-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    let rounds = (1...4).map { "\(root)/round-00000\($0)" }
    for round in rounds.dropLast() {
      try FileManager.default.createDirectory(atPath: round, withIntermediateDirectories: true)
    }
    let watch = FolderWatch()
    for (round, next) in zip(rounds, rounds.dropFirst()) {
      watch.watch([root, round, next])
      // The kernel's own list.
      let expected = [root, round, next].filter { FileManager.default.fileExists(atPath: $0) }
      #expect(try watch.inodes() == Set(expected.map(inode)), "\(round)")
    }
    // What was not there yet is tried again.
    try FileManager.default.createDirectory(atPath: rounds[3], withIntermediateDirectories: true)
    watch.watch([root, rounds[2], rounds[3]])
    #expect(try watch.inodes() == Set([root, rounds[2], rounds[3]].map(inode)))
    watch.watch([])
    #expect(try watch.inodes().isEmpty)
  }

  /// A directory that was removed or moved away and comes again is watched again.
  @Test func aFolderThatComesAgainIsWatchedAgain() throws {
    let root = TemporaryFolders.path + "/decaph-watch-\(UUID().uuidString)"
    let kept = root + "-kept"
    defer { for path in [root, kept] { try? FileManager.default.removeItem(atPath: path) } }
    let watch = FolderWatch()
    for away in [
      { try FileManager.default.removeItem(atPath: root) },
      { try FileManager.default.moveItem(atPath: root, toPath: kept) },
    ] {
      try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
      watch.watch([root])
      #expect(try watch.inodes() == [inode(root)])
      try away()
      watch.drain()
      watch.watch([root])
      #expect(try watch.inodes().isEmpty)
    }
  }

  private func inode(_ path: String) throws -> UInt64 {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.systemFileNumber] as? UInt64)
  }
}

extension FolderWatch {
  /// The inodes that the kernel watches for it.
  fileprivate func inodes() throws -> Set<UInt64> {
    let lines = try String(contentsOfFile: "/proc/self/fdinfo/\(descriptor)", encoding: .utf8)
      .split(separator: "\n").filter { $0.hasPrefix("inotify ") }
    return try Set(
      lines.map { line in
        let field = try #require(line.split(separator: " ").first { $0.hasPrefix("ino:") })
        return try #require(UInt64(field.dropFirst("ino:".count), radix: 16))
      })
  }
}
