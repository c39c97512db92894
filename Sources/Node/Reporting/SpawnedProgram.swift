import Foundation
import Glibc

/// A running program without input, in a process group of its own.
///
/// Started without Foundation's `Process`, which opens sockets to learn of a program's end: a node
/// opens none, and under a service without network it would wait for that end in vain.
struct SpawnedProgram {
  private let number: pid_t

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - path: the program; without a slash it is looked for in the node's own `PATH`.
  ///   - environment: all that it finds in its environment.
  ///   - output: the file that what it says replaces; it is made for this account alone.
  /// - Returns: `nil` if it cannot be started.
  init?(
    path: String, arguments: [String] = [], environment: [String: String],
    output: String = "/dev/null"
  ) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(
      &actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o600)
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    // Neither locks nor files of the node may live on in what it starts.
    for open in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? [] {
      guard let open = Int32(open), open > STDERR_FILENO else { continue }
      posix_spawn_file_actions_addclose(&actions, open)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The node handles and ignores some signals; its programs begin with none of that.
    var all = sigset_t()
    var none = sigset_t()
    sigfillset(&all)
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for text in variables + words { free(text) } }
    var number = pid_t()
    guard posix_spawnp(&number, path, &actions, &attributes, words, variables) == 0 else {
      return nil
    }
    self.number = number
  }

  /// Waits until it and everything that it has started have ended.
  ///
  /// - Parameter limit: seconds after which all of it is killed.
  /// - Returns: its exit code, 128 and the signal that ended it, or -1 if neither is known; `nil` if it
  ///   was killed here.
  func end(within limit: Double) -> Int32? {
    let start = ContinuousClock.now
    var code: Int32?
    while true {
      if code == nil { code = reaped() }
      // Where the node itself takes in orphans, as the first process of a container does.
      if code != nil { while waitpid(-number, nil, WNOHANG) > 0 {} }
      // Signal 0 asks whether there is still somebody in the group.
      if let code, kill(-number, 0) != 0 { return code }
      guard ContinuousClock.now - start < .seconds(limit) else { break }
      usleep(20_000)
    }
    end(asked: code != nil)
    return nil
  }

  /// Kills it and everything in its process group.
  ///
  /// - Parameters:
  ///   - asked: whether its exit code is known already.
  ///   - grace: seconds that it has after SIGTERM to end what it has started elsewhere.
  func end(asked: Bool, grace: Double = 0) {
    var asked = asked
    if grace > 0, !asked {
      kill(-number, SIGTERM)
      let start = ContinuousClock.now
      while !asked, ContinuousClock.now - start < .seconds(grace) {
        asked = reaped() != nil
        if !asked { usleep(20_000) }
      }
    }
    kill(-number, SIGKILL)
    for _ in 0..<50 where !asked {
      if reaped() != nil { break }
      usleep(20_000)
    }
  }

  /// Its exit code, if it has ended; -1 where somebody else has asked for it.
  func reaped() -> Int32? {
    var status: Int32 = 0
    let result = waitpid(number, &status, WNOHANG)
    if result == 0 || (result == -1 && errno == EINTR) { return nil }
    guard result == number else { return -1 }
    let signal = status & 0x7f
    return signal == 0 ? status >> 8 & 0xff : 128 + signal
  }
}
