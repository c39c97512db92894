import Glibc

/// Asks for a secret at the process's terminal, without showing what is typed.
///
/// Whatever ends the question, also a signal, the terminal shows again what is typed: Ctrl-C and
/// SIGTERM, SIGHUP, SIGQUIT are held back until it does, and then work as they did before.
public enum SecretQuestion {
  /// Why there is no answer.
  public enum Failure: Error {
    /// The process has no terminal.
    case noTerminal
    /// The terminal refused, or was closed.
    case unusable
    /// A signal came that the program survives.
    case interrupted
  }

  /// No answer is longer, in bytes; more is cut off.
  public static let longest = 1024
  private static let caught = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
  /// Where the handler writes what it caught; questions follow each other, so one is enough.
  nonisolated(unsafe) private static var pipeEnd: CInt = -1

  /// Asks; returns the line without its end. The array has one copy, which the caller wipes.
  public static func ask(_ question: String) throws(Failure) -> [UInt8] {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else { throw .noTerminal }
    defer { close(terminal) }
    // In the background of a terminal the process would be stopped silently, with its lock held.
    guard tcgetpgrp(terminal) == getpgrp() else { throw .noTerminal }
    var shown = termios()
    var ends: [CInt] = [-1, -1]
    guard tcgetattr(terminal, &shown) == 0, pipe(&ends) == 0 else { throw .unusable }
    defer { for end in ends { close(end) } }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    pipeEnd = ends[1]
    let (before, mask) = catchSignals()
    var hidden = shown
    hidden.c_lflag &= ~tcflag_t(ECHO | ECHONL)
    let isHidden = tcsetattr(terminal, TCSAFLUSH, &hidden) == 0
    var (typed, signal): ([UInt8]?, CInt) = (nil, 0)
    if isHidden {
      write(terminal, question, question.utf8.count)
      (typed, signal) = read(terminal, or: ends[0])
      tcsetattr(terminal, TCSAFLUSH, &shown)
      write(terminal, "\n", 1)
    }
    for (number, var action) in zip(caught, before) { sigaction(number, &action, nil) }
    pipeEnd = -1
    var blocked = mask
    defer { pthread_sigmask(SIG_SETMASK, &blocked, nil) }
    guard let typed else {
      // Now it does what it would have done: mostly it ends the program.
      if signal != 0 { kill(getpid(), signal) }
      throw signal == 0 ? .unusable : .interrupted
    }
    return typed
  }

  /// Reads until the line ends or a signal comes.
  private static func read(_ terminal: CInt, or signals: CInt) -> (typed: [UInt8]?, signal: CInt) {
    var typed: [UInt8] = []
    // One allocation: a growing array would leave copies behind.
    typed.reserveCapacity(longest)
    while true {
      var waiting = [
        pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
        pollfd(fd: terminal, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&waiting, 2, -1) > 0 || errno == EINTR else { return wiped(&typed, 0) }
      var byte: UInt8 = 0
      if Glibc.read(signals, &byte, 1) == 1 { return wiped(&typed, CInt(byte)) }
      guard waiting[1].revents != 0 else { continue }
      switch Glibc.read(terminal, &byte, 1) {
      case 1 where byte == 0x0a: return (typed, 0)
      case 1: if typed.count < longest { typed.append(byte) }
      case 0: return (typed, 0)
      default: if errno != EINTR { return wiped(&typed, 0) }
      }
    }
  }

  private static func wiped(
    _ typed: inout [UInt8], _ signal: CInt
  ) -> (typed: [UInt8]?, signal: CInt) {
    typed.withUnsafeMutableBytes {
      if let start = $0.baseAddress { explicit_bzero(start, $0.count) }
    }
    return (nil, signal)
  }

  /// Sends signals down the pipe; returns what they did before, and which were blocked.
  private static func catchSignals() -> (actions: [sigaction], mask: sigset_t) {
    var (numbers, mask) = (sigset_t(), sigset_t())
    sigemptyset(&numbers)
    for number in caught { sigaddset(&numbers, number) }
    let before = caught.map { number in
      var (action, before) = (sigaction(), sigaction())
      action.__sigaction_handler.sa_handler = { number in
        let error = errno
        var byte = UInt8(number)
        _ = write(SecretQuestion.pipeEnd, &byte, 1)
        errno = error
      }
      sigaction(number, &action, &before)
      return before
    }
    // The parent may have handed them down blocked; then a person could not leave the question.
    pthread_sigmask(SIG_UNBLOCK, &numbers, &mask)
    return (before, mask)
  }
}
