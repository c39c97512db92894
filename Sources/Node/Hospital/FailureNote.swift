import Foundation
import Journal

/// Why the last run of this hospital's node ended, until one works again: as a small value of its own.
///
/// Otherwise a node that cron starts in vain every ten minutes, for want of room or of its data, would
/// look healthy: `status` and `health` see what it could do and not that it cannot.
struct FailureNote {
  private let value: DurableValue<Content>

  /// What a person was told. For the hospital's own screen: it may name paths.
  struct Failure: Codable, Hashable {
    /// The exit code.
    let status: Int32
    let message: String
    let remedy: String
    /// When, by this machine's clock, after ISO 8601.
    let time: String
  }

  private struct Content: Codable {
    let failure: Failure?
  }

  /// The note in a hospital's state.
  init(_ journal: Journal) { value = journal.value("failure", of: Content.self) }

  /// The failure; `nil` where the last run worked.
  func load() throws -> Failure? { try value.load()?.failure }

  /// Notes a failure in the state of a location, as far as the state allows: a note must not be what
  /// stops a node.
  ///
  /// - Returns: whether it is noted; not where there is no state of this account, or another process
  ///   works with it.
  static func note(
    _ failure: NodeError, at location: StateLocation, now: Date = .now
  ) -> Bool {
    if case .process(let other) = ProcessLock.holder(of: location.state), other != getpid() {
      return false
    }
    return save(
      Failure(
        status: failure.status.rawValue, message: failure.message, remedy: failure.remedy,
        time: now.formatted(.iso8601)), at: location)
  }

  /// Notes that the node works again. Mostly there is no note, and nothing is written.
  static func clear(at location: StateLocation) {
    do {
      let note = FailureNote(try HospitalSettings.journal(location))
      guard try note.load() != nil else { return }
    } catch {
      // One that cannot be read is replaced.
    }
    _ = save(nil, at: location)
  }

  private static func save(_ failure: Failure?, at location: StateLocation) -> Bool {
    guard (try? location.exists()) == true,
      let state = try? StateDirectory(location.state, outside: location.directory),
      let journal = (try? DirectoryStore(state)).map(Journal.init),
      // Another hospital's state, named by mistake, is not to say that its node failed.
      (try? HospitalSettings.load(journal, location)) != nil
    else { return false }
    return (try? FailureNote(journal).value.save(Content(failure: failure))) != nil
  }
}
