import Artifacts
import Foundation
import Glibc
import Sodium

/// A hospital's copy of the plan's trainer, and how it is run there.
///
/// Each run has a fresh working folder in the hospital's private state, with a copy of the trainer
/// that was hashed when it was made. It is removed whatever the end.
struct TrainerProgram {
  var plan: TrainerPlan
  /// The hospital's copy.
  let folder: String
  /// A program of the hospital's own that gets the plan's command as its arguments, and runs it
  /// elsewhere; `nil` to run it here.
  var launcher: String?
  /// The private folder in which the working folder is made.
  let root: String
  /// What a trainer on this machine must not see.
  let hidden: [String]
  /// `nil` where bubblewrap cannot be used.
  var sandbox: TrainerSandbox?
  /// Whether the node is asked to stop.
  var isStopped: () -> Bool = { false }

  /// Where what the trainer says is kept, until its next run.
  var log: String { root + "/trainer.log" }
  private var work: String { root + "/trainer-round" }

  /// Reads the folder and compares it with the plan.
  ///
  /// - Throws: `NodeError` 78 when it is another one than the plan names.
  @discardableResult
  func checkedFolder() throws(NodeError) -> TrainerFolder {
    let found = try TrainerFolder(folder)
    guard found.digest == plan.folder else {
      throw NodeError(
        .configuration,
        "the trainer's folder \(folder) is not the one of the plan (here "
          + "\(found.digest.hex.prefix(16)), approved \(plan.folder.hex.prefix(16)))",
        remedy: "give --trainer an unchanged copy of the founder's folder; remove what programs "
          + "left there, such as __pycache__")
    }
    return found
  }

  /// Removes the working folder, also what a crash left and what the trainer has made unwritable.
  ///
  /// - Throws: `NodeError` 74 when something of it stays.
  func clear() throws(NodeError) {
    guard FileManager.default.fileExists(atPath: work) else { return }
    let files = FileManager.default.enumerator(atPath: work)
    chmod(work, 0o700)
    while let name = files?.nextObject() as? String {
      var status = stat()
      let path = work + "/" + name
      if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { chmod(path, 0o700) }
    }
    try? FileManager.default.removeItem(atPath: work)
    guard !FileManager.default.fileExists(atPath: work) else {
      throw NodeError(
        .io, "the trainer's working folder \(work) cannot be removed, and patients' data are in it",
        remedy: "remove it by hand")
    }
  }

  /// Runs the trainer for one task.
  ///
  /// - Parameter use: gets each row of the answer.
  /// - Throws: ``TrainerFailure``.
  func run(_ task: TrainerTask, use: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
    do {
      // First what a killed run has left: patients' data stay no longer than until the next one.
      try clear()
      let found = try checkedFolder()
      let end = Result { try run(task, found, use: use) }
      try clear()
      try end.get()
    } catch let failure as TrainerFailure {
      throw failure
    } catch {
      let error = NodeError(wrapping: error)
      throw TrainerFailure(error.message, status: error.status, remedy: error.remedy)
    }
  }

  private func run(
    _ task: TrainerTask, _ found: TrainerFolder,
    use: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let files = work + "/round"
    try found.copy(to: work + "/trainer")
    try TrainerFolder.makeFolder(files)
    try task.write(to: files)
    try TrainerRun(
      program: try start(files), answer: TrainerAnswer(task.expected, use: use),
      limit: Double(plan.timeLimit), log: log, isStopped: isStopped
    ).receive(from: files + "/" + Self.answer)
  }

  /// The file that the trainer answers into: a pipe, unless it puts a file in its place.
  private static let answer = "gradients.safetensors"

  private func start(_ files: String) throws -> SpawnedProgram {
    guard mkfifo(files + "/" + Self.answer, 0o600) == 0 else {
      throw TrainerFailure(
        "no pipe can be made in \(files): \(String(cString: strerror(errno)))", status: .io,
        remedy: "keep the private state on a local disk")
    }
    let folder = work + "/trainer"
    var words = ["/usr/bin/env", "-C", folder] + (launcher.map { [$0] } ?? []) + plan.command
    if launcher == nil, let sandbox {
      words = sandbox.wrap(plan.command, hiding: hidden, folder: folder, work: files)
    }
    guard
      let program = SpawnedProgram(
        path: words[0], arguments: Array(words.dropFirst()), environment: environment(files),
        output: log)
    else {
      throw TrainerFailure(
        "'\(words[0])' cannot be started", status: .unavailable,
        remedy: "install what the plan's trainer needs, and let the node's PATH lead to it")
    }
    return program
  }

  /// What the trainer finds in its environment: nothing that could name patients or keys.
  private func environment(_ files: String) -> [String: String] {
    let kept = ["PATH", "HOME", "LANG", "TZ", "LD_LIBRARY_PATH"]
    let prefixes = ["CUDA_", "NVIDIA_", "OMP_", "SLURM_"]
    var all = ProcessInfo.processInfo.environment
    all = all.filter { name, _ in
      kept.contains(name) || prefixes.contains(where: name.hasPrefix)
    }
    all["TMPDIR"] = files
    all["DECAPH_TRAINER"] = work + "/trainer"
    all["DECAPH_ROUND"] = files
    all["PYTHONDONTWRITEBYTECODE"] = "1"
    return all
  }
}
