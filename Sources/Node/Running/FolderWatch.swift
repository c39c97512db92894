import Glibc

/// A hint that something may have changed in the shared directory, so that a local folder needs
/// no waiting for the next poll.
///
/// Only a hint: inotify never sees what another machine writes to NFS or SMB, so the node polls
/// as well and decides by reading.
final class FolderWatch {
  let descriptor: CInt
  private var watched: [String: CInt] = [:]

  /// Starts without watching anything; on a system without inotify every wait is a plain sleep.
  init() { descriptor = inotify_init1(CInt(O_NONBLOCK) | CInt(O_CLOEXEC)) }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Watches these directories and no others; those that do not exist yet are tried again the next
  /// time. An account has only so many watches, and a node has a new folder of everybody each round.
  /// To drop one is an event too: the next wait ends at once, one look too many in a round.
  func watch(_ directories: [String]) {
    guard descriptor >= 0 else { return }
    let mask = UInt32(IN_MOVED_TO | IN_CREATE | IN_CLOSE_WRITE)
    let wanted = Set(directories)
    for (directory, watch) in watched where !wanted.contains(directory) {
      inotify_rm_watch(descriptor, watch)
      watched[directory] = nil
    }
    for directory in wanted where watched[directory] == nil {
      let watch = inotify_add_watch(descriptor, directory, mask)
      if watch >= 0 { watched[directory] = watch }
    }
  }

  /// Waits until something changes, a stop signal arrives, or the time is over.
  func wait(seconds: Double, or stop: StopSignal) {
    var polled = [pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0)]
    if descriptor >= 0 { polled.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)) }
    _ = poll(&polled, nfds_t(polled.count), CInt(max(0, seconds) * 1000))
    drain()
  }

  /// Throws the events away: what changed is found by reading.
  private func drain() {
    guard descriptor >= 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 4096)
    while read(descriptor, &buffer, buffer.count) > 0 {}
  }
}
