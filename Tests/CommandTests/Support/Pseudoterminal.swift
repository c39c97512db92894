import Foundation
import Glibc

/// A program at a terminal of its own, and a person who types.
final class Pseudoterminal {
  // glibc hides these from Swift: TIOCSPTLCK, TIOCGPTN, POSIX_SPAWN_SETSID.
  private static let unlock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430
  private static let newSession: Int16 = 0x80
  private let main: CInt
  private(set) var shown = ""
  private var unseen = ""
  let process: pid_t

  /// Starts a program whose controlling terminal this is.
  init(_ program: Program, _ arguments: [String], adding environment: [String: String] = [:]) throws
  {
    main = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var (locked, number): (CInt, CUnsignedInt) = (0, 0)
    guard main >= 0, ioctl(main, Self.unlock, &locked) == 0,
      ioctl(main, Self.getNumber, &number) == 0
    else { throw POSIXError(.ENOTTY) }
    let path = "/dev/pts/\(number)"
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that the leader of a session opens becomes its controlling one.
    for number in 0...2 {
      posix_spawn_file_actions_addopen(&actions, CInt(number), path, O_RDWR, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Self.newSession)
    let texts =
      ["PATH=/usr/bin:/bin", "HOME=/nonexistent", "LANG=C"]
      + environment.map { name, value in "\(name)=\(value)" }
    var line = Self.strings([program.path] + arguments)
    var variables = Self.strings(texts)
    defer { (line + variables).forEach { free($0) } }
    var process: pid_t = 0
    guard posix_spawn(&process, program.path, &actions, &attributes, &line, &variables) == 0 else {
      throw POSIXError(.ENOENT)
    }
    self.process = process
  }

  deinit { close(main) }

  /// Whether the terminal shows what is typed.
  var echoes: Bool {
    var settings = termios()
    return tcgetattr(main, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
  }

  /// Types; a line ends with a line feed, `\u{3}` is Ctrl-C.
  func type(_ text: String) {
    _ = text.utf8CString.withUnsafeBytes { write(main, $0.baseAddress, $0.count - 1) }
  }

  /// Waits until the program has shown a text, after the one that was waited for before.
  func shows(_ text: String, within seconds: Double = 20) -> Bool {
    let end = Date.now.addingTimeInterval(seconds)
    repeat {
      if let found = unseen.range(of: text) {
        unseen.removeSubrange(..<found.upperBound)
        return true
      }
    } while Date.now < end && readSome(50)
    return false
  }

  /// Waits for the end: the exit code, or the negative number of the signal.
  func ends() -> Int32 {
    let end = Date.now.addingTimeInterval(20)
    while readSome(50) {
      if Date.now > end { kill(process, SIGKILL) }
      var status: Int32 = 0
      guard waitpid(process, &status, WNOHANG) == 0 else { return Self.code(status) }
    }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return Self.code(status)
  }

  private static func strings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }

  private static func code(_ status: Int32) -> Int32 {
    status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
  }

  private func readSome(_ milliseconds: CInt) -> Bool {
    var waiting = pollfd(fd: main, events: Int16(POLLIN), revents: 0)
    guard poll(&waiting, 1, milliseconds) > 0 else { return true }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(main, &bytes, bytes.count)
    guard count > 0 else { return false }
    let text = String(decoding: bytes.prefix(count), as: UTF8.self)
    shown += text
    unseen += text
    return true
  }
}
