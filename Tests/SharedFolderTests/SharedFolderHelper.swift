import Foundation
import SharedFolder
import Testing

/// What the helper process does, and the files it publishes.
@Suite struct SharedFolderHelper {
  @Test(.enabled(if: !HelperProcess.task.isEmpty, "other tests run it in its own process"))
  func sharedFolderHelper() throws {
    let task = HelperProcess.task
    umask(0o077)
    let folder = DirectoryFolder(task[1])
    switch task[0] {
    case "publish-for-ever":
      for number in 0... { try folder.publish(Self.content(number), at: try Self.place(number)) }
    case "publish-once":
      while access(task[1] + "/go", F_OK) != 0 { usleep(50) }
      try folder.publish([UInt8](task[2].utf8), at: try Self.place(0))
    case "stranger-reads":
      becomeStranger()
      let error = #expect(throws: FolderError.self) {
        try folder.read(try path("h1/round-000001/masked.json"), limit: 9)
      }
      #expect(error?.code == .notReady)
    case "stranger-publishes":
      becomeStranger()
      for name in ["h1/round-000001/masked.json", "h1/round-000002/masked.json"] {
        let error = #expect(throws: FolderError.self) {
          try folder.publish([1], at: try artifact(name))
        }
        #expect(error?.code == .io)
      }
    default:
      Issue.record("unknown task")
    }
  }

  /// Gives up the rights of root, where the tests run as root.
  private func becomeStranger() {
    #expect(geteuid() != 0 || setuid(65_534) == 0)
  }

  static func place(_ number: Int) throws -> ArtifactPath {
    try artifact("h1/round-000001/unmask-\(number).json")
  }

  static func content(_ number: Int) -> [UInt8] {
    [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: number * 7919 % 200_000)
  }
}
