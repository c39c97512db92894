import Foundation
import Glibc
import TestFolders
import Testing

/// Commands and a service of hospitals whose plan has a trainer.
@Suite struct TrainerCommandTests {
  /// A founded consortium of three with a trainer; its folder is removed in the end.
  private final class Hospitals {
    let root = TemporaryFolders.path + "/decaph-trainer-\(UUID().uuidString)"
    static let repository = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// - Parameter program: in the place of the repository's `train.py`.
    init(program: String? = nil) throws {
      let line = """
        cp -r "\(Self.repository)/Trainers/softmax" "\(root)" && cd "\(root)" &&
        python3 start.py 2 3 > start.safetensors
        """
      #expect(try Program.bash.run(["-c", line]).status == 0)
      if let program {
        try Data(program.utf8).write(to: URL(fileURLWithPath: root + "/trainer/train.py"))
      }
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func node(_ command: String, _ id: String, _ more: [String] = []) throws -> Program.Result {
      try Program.node.run([command] + who(id) + more, in: root)
    }

    func who(_ id: String) -> [String] {
      ["--dir", root + "/shared", "--id", id, "--state", "\(root)/\(id)"]
    }

    func found() throws {
      let data = ["--data", root + "/data.csv"]
      var calls = [try node("init", "h1", ["--plan", "plan.toml"] + data)]
      for id in ["h2", "h3"] { calls.append(try node("join", id, data)) }
      calls.append(try node("admit", "h1", ["h2", "h3"]))
      calls.append(try node("start", "h1"))
      for id in ["h2", "h3"] {
        calls.append(try node("approve", id, ["--trainer", root + "/trainer"]))
      }
      #expect(calls.allSatisfy { $0.status == 0 }, "\(calls.map(\.errors))")
      #expect(calls[5].output.contains("trainer  python3 train.py, folder "))
    }
  }

  @Test func aServiceOutlivesATrainerThatFails() throws {
    let hospitals = try Hospitals(program: "print('a patient')\nraise SystemExit(3)\n")
    try hospitals.found()
    let daemon = try Daemon(
      .node, ["run"] + hospitals.who("h1") + ["--poll", "0.1"], log: hospitals.root + "/log")
    #expect(daemon.says("the trainer ended with 3; nothing of it is published", within: 20))
    #expect(daemon.says("round 1: waiting for masked of h1", within: 5), "\(daemon.log)")
    usleep(300_000)
    #expect(daemon.isRunning)
    daemon.signal(SIGTERM)
    #expect(daemon.exitCode(within: 5) == 0)
    let log = daemon.log
    #expect(log.components(separatedBy: "ended with 3").count == 2, "it is not asked at every look")
    #expect(!log.contains("a patient"))
    #expect(try Program.text(hospitals.root + "/h1/trainer.log") == "a patient\n")
    let masked = hospitals.root + "/shared/h1/round-000001/masked.json"
    #expect(!FileManager.default.fileExists(atPath: masked))

    let once = try hospitals.node("run", "h1", ["--once"])
    #expect(once.status == 65 && once.errors.contains("the trainer ended with 3"))
    // Another program is not run, whatever it would do.
    try Data("pass\n".utf8).write(to: URL(fileURLWithPath: hospitals.root + "/trainer/train.py"))
    let other = try hospitals.node("run", "h1", ["--once"])
    #expect(other.status == 78 && other.errors.contains("is not the one of the plan"))
  }

  @Test func wrongUseIsRefused() throws {
    let hospitals = try Hospitals()
    func check(_ plan: String, _ more: [String] = []) throws -> Program.Result {
      try Program.node.run(
        ["trainer", "check", plan, "--data", "data.csv"] + more, in: hospitals.root)
    }
    let folder = try check("plan.toml", ["--trainer", "none"])
    #expect(folder.status == 66 && folder.errors.contains("no folder of a trainer"))
    let launcher = try check("plan.toml", ["--trainer-launcher", "data.csv"])
    #expect(launcher.status == 64 && launcher.errors.contains("is not a program"))
    #expect(try check("plan.toml", ["--examples", "1"]).status == 64)
    let plain = try Program.node.run(["plan", "new"])
    try Data(plain.output.utf8).write(to: URL(fileURLWithPath: hospitals.root + "/plain.toml"))
    let none = try check("plain.toml")
    #expect(none.status == 64 && none.errors.contains("has no trainer"), "\(none.errors)")
    let rehearsed = try Program.node.run(
      ["rehearse", "--plan", "plan.toml", "--data", "data.csv"], in: hospitals.root)
    #expect(rehearsed.status == 64 && rehearsed.errors.contains("'decaph-node trainer check'"))
  }
}
