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

  /// Remembers a failure, or that the node works again. Both as far as the state allows: this must
  /// not be what stops a node.
  func save(_ failure: NodeError?, now: Date = .now) {
    guard let failure else {
      if (try? load()) != nil { try? value.save(Content(failure: nil)) }
      return
    }
    try? value.save(
      Content(
        failure: Failure(
          status: failure.status.rawValue, message: failure.message, remedy: failure.remedy,
          time: now.formatted(.iso8601))))
  }

  /// The note in the state of a location, beside whoever works with it.
  static func at(_ location: StateLocation) -> FailureNote? {
    guard (try? location.exists()) == true,
      let state = try? StateDirectory(location.state, outside: location.directory),
      let store = try? DirectoryStore(state)
    else { return nil }
    return FailureNote(Journal(store))
  }
}
