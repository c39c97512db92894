import Foundation
import Glibc

/// A trainer at work, and its answer as it comes through a pipe.
struct TrainerRun {
  let program: SpawnedProgram
  let answer: TrainerAnswer
  let limit: Double
  let log: String
  let isStopped: () -> Bool

  private static let blockSize = 1 << 20
  /// Seconds that it has to end its workers, or a job on a cluster.
  private static let grace = 10.0
  private static let longestLog = 64 << 20

  /// Reads the answer until the trainer has ended.
  ///
  /// - Throws: ``TrainerFailure``; then nothing of the trainer runs any more.
  func receive(from path: String) throws {
    let pipe = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    guard pipe >= 0 else {
      program.end(asked: false)
      throw TrainerAnswer.failure("the pipe for its answer cannot be opened")
    }
    defer { close(pipe) }
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.blockSize, alignment: 16)
    defer { block.deallocate() }
    let deadline = ContinuousClock.now + .seconds(limit)
    var code: Int32?
    var isThere = false
    do {
      while true {
        // Asked before reading: what was written before the end is then read before it counts.
        let ended = code ?? program.reaped()
        code = ended
        let count = read(pipe, block.baseAddress, block.count)
        if count > 0 {
          isThere = true
          try answer.take(UnsafeRawBufferPointer(rebasing: block[..<count]))
        } else if ended != nil {
          break
        } else {
          wait(for: pipe, isOpen: count < 0)
        }
        try check(deadline)
      }
    } catch {
      program.end(asked: code != nil, grace: Self.grace)
      throw error
    }
    // Nothing that it has started may go on.
    program.end(asked: true)
    guard code == 0 else { throw ended(code ?? -1) }
    if !isThere { try takeFile(path, block) }
    try answer.finish()
  }

  /// Until there is something to read, for a moment. As long as nobody has opened the pipe, reading
  /// gives its end at once.
  private func wait(for pipe: CInt, isOpen: Bool) {
    guard isOpen else {
      usleep(5_000)
      return
    }
    var watched = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
    _ = poll(&watched, 1, 20)
  }

  private func check(_ deadline: ContinuousClock.Instant) throws {
    if isStopped() {
      throw TrainerFailure(
        "the trainer was ended, because the node was asked to stop", status: .tryLater,
        remedy: "start the node again", isStop: true)
    }
    var status = stat()
    guard stat(log, &status) != 0 || status.st_size <= Self.longestLog else {
      throw TrainerFailure(
        "the trainer has printed more than \(Self.longestLog >> 20) MiB and was ended",
        remedy: "let it print less; what it said is in \(log)")
    }
    guard ContinuousClock.now < deadline else {
      throw TrainerFailure(
        "the trainer was not done after the plan's limit of \(Int(limit)) s and was ended",
        remedy: "give it a faster machine, or --trainer-launcher; what it said is in \(log)")
    }
  }

  private func ended(_ code: Int32) -> TrainerFailure {
    if code == 127 {
      return TrainerFailure(
        "the trainer's program cannot be found", status: .unavailable,
        remedy: "install what the plan's trainer needs, and let the node's PATH lead to it; what "
          + "was said is in \(log)")
    }
    let how = code > 128 ? "was ended by signal \(code - 128)" : "ended with \(code)"
    return TrainerFailure(
      "the trainer \(how)",
      remedy: "what it said is in \(log); try it with 'decaph-node trainer check'")
  }

  /// The answer of a trainer that has put a file in the place of the pipe.
  private func takeFile(_ path: String, _ block: UnsafeMutableRawBufferPointer) throws {
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
    while true {
      let count = read(file, block.baseAddress, block.count)
      guard count > 0 else { return }
      try answer.take(UnsafeRawBufferPointer(rebasing: block[..<count]))
    }
  }
}
