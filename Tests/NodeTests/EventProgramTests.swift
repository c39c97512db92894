import Foundation
import TestFolders
import Testing

@testable import Node

@Suite struct EventProgramTests {
  /// A program of the hospital's own that leaves something running behind it stops nothing.
  @Test func anEventsProgramThatLeavesAChildDoesNotStopTheNode() throws {
    let path = TemporaryFolders.path + "/decaph-hook-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text = "#!/bin/sh\nsleep 20 >/dev/null 2>&1 &\nexit 0\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    let command = try EventCommand(path: path, limit: 1) { _ in }
    let start = ContinuousClock.now
    command.run(.closed, message: "round 1", fields: [:])
    command.drain()
    #expect(ContinuousClock.now - start < .seconds(15))
  }
}
