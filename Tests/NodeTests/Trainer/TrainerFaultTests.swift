import Artifacts
import Foundation
import Learning
import ModelUpdate
import Rounds
import TestFolders
import Testing

@testable import Node

/// What becomes of a trainer that does not keep its contract: a clear error, and nothing is left.
@Suite struct TrainerFaultTests {
  private static let answer = """
    import json, os, struct, sys, time
    path = os.environ["DECAPH_ROUND"] + "/gradients.safetensors"
    task = json.load(open(os.environ["DECAPH_ROUND"] + "/round.json"))
    def answer(shape, rows, value=0.5, name="gradients", kind="F32", code="f"):
        size = struct.calcsize(code)
        total = size
        for side in shape: total *= side
        head = json.dumps({name: {"dtype": kind, "shape": shape, "data_offsets": [0, total]}})
        with open(path, "wb") as file:
            file.write(struct.pack("<Q", len(head)) + head.encode())
            file.write(struct.pack("<%d%s" % (rows * shape[-1], code), *[value] * rows * shape[-1]))
    count = len(task["examples"])

    """

  /// Each fault, and a part of what is said of it.
  static let faults: [(program: String, status: Node.ExitStatus, message: String)] = [
    ("sys.exit(3)", .badData, "the trainer ended with 3"),
    ("os.kill(os.getpid(), 9)", .badData, "was ended by signal 9"),
    ("pass", .badData, "it ended without an answer"),
    ("open(path, 'wb').write(b'abc')", .badData, "its answer ends within the header"),
    ("open(path, 'wb').write(b'x' * 100)", .badData, "its answer is no safetensors file"),
    ("answer([count, 9], count)", .badData, "gradients F32 [n, 9], and gradients F32 [n, 8]"),
    ("answer([count - 1, 8], count - 1)", .badData, "F32 [not n, 8], and gradients F32 [n, 8]"),
    ("answer([count, 8], count - 1)", .badData, "its answer ends before its last row"),
    ("answer([count, 8], count + 1)", .badData, "more rows than were asked for"),
    ("answer([count, 8], count, name='sum')", .badData, "it answers with sum F32 [n, 8]"),
    ("answer([count, 8], count, 1, kind='I64', code='q')", .badData, "gradients I64 [n, 8]"),
    ("os.write(1, b'x' * (65 << 20))\ntime.sleep(60)", .badData, "printed more than 64 MiB"),
  ]

  @Test func everyFaultIsSaid() throws {
    let table = try TrainerTable()
    for fault in Self.faults {
      try table.trial.write(
        Self.answer + fault.program + "\n", to: table.trial.root + "/trainer/train.py")
      let error = failure { _ = try run(table) }
      #expect(error?.status == fault.status, "\(fault.program): \(String(describing: error))")
      #expect(
        error?.message.contains(fault.message) == true,
        "\(fault.program): \(String(describing: error))")
      #expect(!table.trial.exists(table.trial.root + "/state/trainer-round"))
    }
    // A file in the place of the pipe is taken too.
    try table.trial.write(
      Self.answer + "os.unlink(path)\nanswer([count, 8], count)\n",
      to: table.trial.root + "/trainer/train.py")
    #expect(try run(table).contains { $0 != 0 })
  }

  /// Whether a record is there that the model cannot bear must not show.
  @Test func whatIsNotFiniteCountsAsZero() throws {
    let table = try TrainerTable()
    for value in ["float('nan')", "float('inf')"] {
      try table.trial.write(
        Self.answer + "answer([count, 8], count, \(value))\n",
        to: table.trial.root + "/trainer/train.py")
      #expect(try run(table).allSatisfy { $0 == 0 }, "\(value)")
    }
  }

  /// SIGTERM first, so that it can end what it has started elsewhere; and nothing that it leaves
  /// unwritable stays.
  @Test func aStoppedTrainerCanCleanUp() throws {
    let mark = TemporaryFolders.path + "/decaph-ended-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: mark) }
    let program = """
      import os, signal, sys, time
      os.makedirs(os.environ["TMPDIR"] + "/cache/deep")
      os.chmod(os.environ["TMPDIR"] + "/cache", 0o500)
      def end(*_):
          open("\(mark)", "w").close()
          sys.exit(1)
      signal.signal(signal.SIGTERM, end)
      time.sleep(60)

      """
    let table = try TrainerTable(program: program)
    let late = failure { _ = try run(table) { $0.plan.timeLimit = 2 } }
    #expect(late?.message.contains("limit of 2 s") == true)
    #expect(table.trial.exists(mark))
    #expect(!table.trial.exists(table.trial.root + "/state/trainer-round"))
  }

  @Test func whatRanInBubblewrapNeverRunsWithout() throws {
    let table = try TrainerTable()
    var program = try table.program(PlanFile.load(table.trial.root + "/plan.toml"))
    var notes: [String] = []
    try program.chooseSandbox(wanted: false) { notes.append($0) }
    #expect(program.sandbox == nil && notes[0].contains("as was asked"))
    guard (try? TrainerSandbox()) == nil else { return }
    let refused = failure { try program.chooseSandbox(wanted: true) { _ in } }
    #expect(refused?.status == .configuration)
  }

  /// A machine that is busy for a moment does not decide that there is no sandbox.
  @Test(arguments: [(2, true), (3, false)])
  func bubblewrapIsTriedThreeTimes(_ failures: Int, _ isUsed: Bool) throws {
    let table = try TrainerTable()
    let (path, tries) = (table.trial.root + "/bwrap", table.trial.root + "/tries")
    try table.trial.write(
      "#!/bin/sh\necho x >> '\(tries)'\n[ $(wc -l < '\(tries)') -gt \(failures) ]\n", to: path)
    chmod(path, 0o700)
    let sandbox = try? TrainerSandbox(in: [table.trial.root + "/none", path])
    #expect((sandbox != nil) == isUsed)
    #expect(try String(contentsOfFile: tries, encoding: .utf8) == "x\nx\nx\n")
  }

  @Test(arguments: ["/opt/a=b/launch", "/opt/launch=1", "-launch"])
  func aLauncherThatEnvWouldNotStartIsRefused(_ launcher: String) throws {
    let table = try TrainerTable()
    var program = try table.program(PlanFile.load(table.trial.root + "/plan.toml"))
    program.launcher = launcher
    let refused = failure { try program.chooseSandbox { _ in } }
    #expect(refused?.status == .usage)
    #expect(refused?.message.contains("'\(launcher)' has a '=' or begins with '-'") == true)
  }

  /// Whatever a killed node has left of an earlier round is gone before the next, or the trainer does
  /// not start.
  @Test func leftoversOfAKilledRunAreClearedFirst() throws {
    let table = try TrainerTable()
    let work = table.trial.root + "/state/trainer-round"
    let plan = try PlanFile.load(table.trial.root + "/plan.toml")
    try TrainerFolder.makeFolder(work + "/round/cache")
    try table.trial.write("a patient", to: work + "/round/cache/examples.safetensors")
    chmod(work + "/round/cache", 0o500)
    try table.trial.write("", to: table.trial.root + "/trainer/more.py")
    #expect(failure { _ = try run(table, plan) }?.status == .configuration, "another trainer")
    #expect(!table.trial.exists(work))
    try FileManager.default.removeItem(atPath: table.trial.root + "/trainer/more.py")
    try TrainerFolder.makeFolder(work + "/round")
    try table.trial.write("a patient", to: work + "/round/old")
    #expect(try run(table, plan).contains { $0 != 0 })
    #expect(!table.trial.exists(work))
  }

  @Test(.enabled(if: geteuid() == 0, "needs the right to mount"))
  func leftoversThatStayAreAnError() throws {
    let table = try TrainerTable()
    let kept = table.trial.root + "/state/trainer-round/kept"
    try TrainerFolder.makeFolder(kept)
    try #require(mount("tmpfs", kept, "tmpfs", 0, "size=64k,mode=700") == 0)
    defer { umount2(kept, Int32(MNT_DETACH)) }
    let error = failure { _ = try run(table) }
    #expect(error?.status == .io, "\(String(describing: error))")
    #expect(error?.message.contains("cannot be removed, and patients' data are in it") == true)
    let program = try table.program(PlanFile.load(table.trial.root + "/plan.toml"))
    #expect(!table.trial.exists(program.log), "it was not started")
  }

  @Test func whatTakesTooLongOrIsStoppedIsEnded() throws {
    let program = "import subprocess, time\nsubprocess.Popen(['sleep', '300'])\ntime.sleep(300)\n"
    let table = try TrainerTable(program: program)
    let start = ContinuousClock.now
    let late = failure { _ = try run(table) { $0.plan.timeLimit = 1 } }
    #expect(late?.message.contains("the plan's limit of 1 s") == true)
    var isStop = false
    do {
      _ = try run(table) { $0.isStopped = { true } }
    } catch let failure as TrainerFailure {
      isStop = failure.isStop
    }
    #expect(isStop)
    #expect(ContinuousClock.now - start < .seconds(10))
    let missing = failure { _ = try run(table) { $0.plan.command = ["no-such-program"] } }
    #expect(missing?.status == .unavailable)
  }

  @Test func whatLastsIsAskedLaterAndLater() {
    var retry = TrainerRetry()
    #expect(retry.isDue(4))
    #expect((0..<7).map { _ in retry.failed(4) } == [60, 120, 240, 480, 960, 1800, 1800])
    #expect(!retry.isDue(4) && retry.isDue(5))
    #expect(retry.failed(5) == 60)
  }

  @Test func anotherFolderIsNotRun() throws {
    let table = try TrainerTable(program: "raise SystemExit(9)\n")
    let plan = try PlanFile.load(table.trial.root + "/plan.toml")
    try table.trial.write("", to: table.trial.root + "/trainer/more.py")
    let refused = failure { _ = try run(table, plan) }
    #expect(refused?.status == .configuration, "\(String(describing: refused))")
    #expect(!table.trial.exists(table.program(plan).log), "it was not started")
  }

  /// Where bubblewrap works a trainer sees nothing of the hospital but its task.
  @Test(.enabled(if: (try? TrainerSandbox()) != nil))
  func bubblewrapHidesShareStateAndData() throws {
    let program = """
      seen = [p for p in [SHARED, STATE + "/secret", DATA] if os.path.exists(p) and (
        os.path.isfile(p) and os.path.getsize(p) > 0 or os.path.isdir(p) and os.listdir(p))]
      try:
          open(os.environ["DECAPH_TRAINER"] + "/new", "w")
          seen.append("writes")
      except OSError:
          pass
      import socket
      try:
          socket.create_connection(("127.0.0.1", PORT), 1)
          seen.append("network")
      except OSError:
          pass
      answer([count, 8], count) if not seen else sys.exit("sees %s" % seen)
      """
    let table = try TrainerTable()
    let trial = table.trial
    for folder in [trial.shared, trial.root + "/state"] {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    try trial.write("secret", to: trial.root + "/state/secret")
    try trial.write("file", to: trial.shared + "/file")
    let names = """
      SHARED, STATE, DATA, PORT = "\(trial.shared)", "\(trial.root)/state", "\(trial.data("h1"))", 9

      """
    try trial.write(Self.answer + names + program + "\n", to: trial.root + "/trainer/train.py")
    let open = failure { _ = try run(table) }
    #expect(open?.message.contains("ended with 1") == true, "without bubblewrap it sees all")
    let sandbox = try TrainerSandbox()
    let error = failure {
      _ = try run(table) {
        $0.sandbox = sandbox
        $0 = $0.hiding(trial.root + "/state")
      }
    }
    #expect(error == nil, "\(String(describing: error))")
  }

  /// The sum of four rows.
  private func run(
    _ table: TrainerTable, _ known: Plan? = nil, change: (inout TrainerProgram) -> Void = { _ in }
  ) throws -> [Int64] {
    let plan = try known ?? PlanFile.load(table.trial.root + "/plan.toml")
    var program = table.program(plan)
    change(&program)
    try TrainerFolder.makeFolder(program.root)
    let records = try LocalRecords(
      ExampleLoader(path: table.trial.data("h1"), plan: plan, cache: nil).load { _ in },
      plan: plan, session: .zero)
    let arithmetic = try RoundArithmetic(plan)
    let task = TrainerTask(
      plan: plan, answer: .perExample, round: 1, seed: 1,
      parameters: [Float](repeating: 0, count: 8), trained: arithmetic.trained,
      clipping: try Clipping(norm: 1, gridStep: 1e-5), examples: records.examples,
      places: [0, 1, 2, 3], ids: Array(records.ids.prefix(4)), records: [1, 3])
    let sum = TrainerSum(task)
    try program.run(task) { sum.take($0) }
    return try sum.whole()
  }
}

extension TrainerProgram {
  fileprivate func hiding(_ path: String) -> TrainerProgram {
    var copy = TrainerProgram(
      plan: plan, folder: folder, launcher: launcher, root: root, hidden: hidden + [path])
    copy.sandbox = sandbox
    return copy
  }
}
