import Glibc

/// One run of a program: how it ended and what it took.
struct ChildRun {
  /// Seconds from before its start until after its end.
  let wall: Double
  /// Seconds of all cores in user and kernel mode.
  let cpu: Double
  /// Peak of resident memory in bytes, never below the peak of this process when it started it.
  let peak: Int
  /// The exit code; negative for a signal.
  let status: Int32

  /// Starts a program whose output goes to a file.
  static func start(_ program: String, _ arguments: [String], log: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    let words = ([program] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let failure = posix_spawn(&process, program, &actions, nil, words + [nil], environ)
    guard failure == 0 else {
      throw Failure("\(program) cannot be started: \(String(cString: strerror(failure)))")
    }
    return process
  }

  /// Waits for a program that `start` started.
  static func end(of process: pid_t, since start: Double) throws -> ChildRun {
    var (status, usage): (Int32, rusage) = (0, rusage())
    while wait4(process, &status, 0, &usage) < 0 {
      guard errno == EINTR else { throw Failure("wait4: \(String(cString: strerror(errno)))") }
    }
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return ChildRun(
      wall: now() - start, cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      peak: usage.ru_maxrss * 1024,
      status: status & 0x7f == 0 ? status >> 8 & 0xff : -(status & 0x7f))
  }

  /// Runs a program to its end.
  static func run(_ program: String, _ arguments: [String], log: String) throws -> ChildRun {
    let begin = now()
    return try end(of: start(program, arguments, log: log), since: begin)
  }

  /// Seconds of a clock that only rises.
  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// What ends the measurement early.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
