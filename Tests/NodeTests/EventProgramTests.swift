import Foundation
import Glibc
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

  /// It inherits no file of the node, no ignored signal, no group; and its end is its exit code.
  @Test func aProgramStartsCleanAndItsCodeIsKnown() throws {
    let folder = TemporaryFolders.path + "/decaph-spawn-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    // Without CLOEXEC, as no file of the node should be, and some library's may be.
    let first = Glibc.open(folder, O_RDONLY)
    let open = fcntl(first, F_DUPFD, 200)
    defer { for number in [first, open] { close(number) } }
    // As the node ignores some signals; nobody else sends this one here.
    signal(SIGUSR2, SIG_IGN)
    defer { signal(SIGUSR2, SIG_DFL) }
    let path = folder + "/program"
    let text = """
      #!/bin/sh
      ls /proc/$$/fd >"$0.files"
      grep '^SigIgn:' /proc/$$/status >"$0.signals"
      ps -o pgid= -p $$ >"$0.group" 2>/dev/null || cut -d' ' -f5 /proc/$$/stat >"$0.group"
      echo "$$ $DECAPH_EVENT $HOME" >"$0.told"
      exit 7
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    chmod(path, 0o755)
    let program = try #require(
      SpawnedProgram(path: path, environment: ["DECAPH_EVENT": "closed", "PATH": "/usr/bin:/bin"]))
    #expect(program.end(within: 20) == 7)
    func read(_ name: String) throws -> [Substring] {
      try String(contentsOfFile: path + name, encoding: .utf8).split { $0.isWhitespace }
    }
    #expect(try !read(".files").contains("\(open)"))
    // The C library keeps 32 and 33 for its threads.
    let ignored = try #require(Int(read(".signals")[1], radix: 16))
    #expect(ignored & 0x7fff_ffff == 0)
    let told = try read(".told")
    #expect(try told == [read(".group")[0], "closed"])
  }

  @Test func aProgramThatStaysIsKilledWithItsChildren() throws {
    let path = TemporaryFolders.path + "/decaph-spawn-\(UUID().uuidString)"
    defer { for end in ["", ".child"] { try? FileManager.default.removeItem(atPath: path + end) } }
    try Data("#!/bin/sh\nsleep 60 &\necho $! >\"$0.child\"\nwait\n".utf8)
      .write(to: URL(fileURLWithPath: path))
    chmod(path, 0o755)
    let program = try #require(SpawnedProgram(path: path, environment: ["PATH": "/usr/bin:/bin"]))
    #expect(program.end(within: 0.5) == nil)
    let text = try String(contentsOfFile: path + ".child", encoding: .utf8)
    let child = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
    // Whoever takes in orphans may not have reaped it yet.
    let state = try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)
    #expect(state == nil || state!.contains(") Z "))
    #expect(SpawnedProgram(path: path + ".child", environment: [:]) == nil)
  }
}
