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
    let mask = UInt32(IN_MOVED_TO | IN_CREATE | IN_CLOSE_WRITE | IN_MOVE_SELF)
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

  /// Throws the events away: what changed is found by reading. Only the end of a watch counts, as its
  /// directory may come again.
  func drain() {
    guard descriptor >= 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 4096)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
      buffer.prefix(count).withUnsafeBytes(forgetEnded)
    }
  }

  /// Forgets the watches of directories that are gone, unmounted or called otherwise now.
  private func forgetEnded(_ events: UnsafeRawBufferPointer) {
    let size = MemoryLayout<inotify_event>.size
    var start = 0
    while start + size <= events.count {
      let event = events.loadUnaligned(fromByteOffset: start, as: inotify_event.self)
      start += size + Int(event.len)
      guard event.mask & UInt32(IN_IGNORED | IN_MOVE_SELF) != 0 else { continue }
      for (directory, watch) in watched where watch == event.wd {
        watched[directory] = nil
        if event.mask & UInt32(IN_MOVE_SELF) != 0 { inotify_rm_watch(descriptor, watch) }
      }
    }
  }
}
