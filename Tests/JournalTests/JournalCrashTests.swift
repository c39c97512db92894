import Foundation
import Journal
import Testing

/// A node that is killed at any moment and goes on, and two that meet.
@Suite struct JournalCrashTests {
  @Test(arguments: ["/tmp", "/dev/shm"]) func killedNodeGoesOn(_ base: String) throws {
    var steps = 0
    var interrupted = 0
    for _ in 0..<2 {
      let directory = TemporaryDirectory(in: base)
      defer { withExtendedLifetime(directory) {} }
      let state = try StateDirectory(directory.path + "/state", outside: nil)
      var done = 0
      for number in 0..<20 {
        let helper = try HelperProcess("go-on-for-ever", state.path)
        while access(state.path + "/started", F_OK) != 0 { usleep(200) }
        usleep(.random(in: 0...50_000))
        // In memory a change is over so soon that a kill at random hardly meets one.
        if number.isMultiple(of: 2) { suspend(helper, inside: state) }
        helper.kill()
        unlink(state.path + "/started")
        let changing = isChanging(state)
        let now = try check(Journal(try DirectoryStore(state)))
        #expect(now >= done)
        done = now
        interrupted += changing ? 1 : 0
      }
      steps += done
    }
    // Otherwise the kills did not fall into changes, and nothing was tested.
    #expect(steps > 6 && interrupted > 9, "\(steps) steps, \(interrupted) interrupted")
  }

  /// Whether a file is being written.
  private func isChanging(_ state: StateDirectory) -> Bool {
    let files = try? FileManager.default.contentsOfDirectory(atPath: state.path + "/.tmp")
    return files?.isEmpty == false
  }

  /// Looks again and again, at random moments, until the helper stands still within a change.
  private func suspend(_ helper: borrowing HelperProcess, inside state: StateDirectory) {
    for _ in 0..<10_000 {
      helper.suspend()
      if isChanging(state) { return }
      helper.resume()
      usleep(.random(in: 0...300))
    }
  }

  /// What must hold after a kill at any moment.
  /// - Returns: How many steps were done.
  private func check(_ journal: Journal) throws -> Int {
    let done = try journal.value("done", of: Int.self).load() ?? 0
    let slots = try journal.outbox.slots()
    #expect(slots.count == done || slots.count == done + 1)
    for number in slots.indices {
      #expect(try journal.outbox.files(of: "slot-\(number)") == JournalHelper.files(number))
    }
    // Charged before filled: the log may be ahead by one and never behind.
    let charges = try journal.charges(of: Int.self).entries().map(\.charge)
    #expect(charges == Array(0..<charges.count))
    #expect(charges.count == slots.count || charges.count == slots.count + 1)
    for name in try journal.secrets.names() {
      let number = try #require(Int(name.dropFirst("round-".count)))
      let key = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 32)
      // An erasure that was interrupted may have left zeros of a round that is over; a key of zeros
      // reads like one.
      let bytes = try journal.secrets.read(name)
      #expect(bytes == key || bytes == nil && (number < done - 1 || key[0] == 0))
    }
    return done
  }

  @Test(arguments: ["/tmp", "/dev/shm"]) func oneOfTwoProcessesFillsTheSlot(_ base: String) throws {
    for _ in 0..<8 {
      let directory = TemporaryDirectory(in: base)
      defer { withExtendedLifetime(directory) {} }
      let state = try StateDirectory(directory.path + "/state", outside: nil)
      let first = try HelperProcess("fill-once", state.path, "1")
      let second = try HelperProcess("fill-once", state.path, "2")
      usleep(30_000)
      try AtomicFile.write([], to: state.path + "/go")
      let succeeded = [first.finish(), second.finish()]
      #expect(succeeded[0] != succeeded[1])
      let files = try Outbox(try DirectoryStore(state)).files(of: "slot")
      #expect(files == JournalHelper.files(succeeded[0] ? 1 : 2))
    }
  }
}
