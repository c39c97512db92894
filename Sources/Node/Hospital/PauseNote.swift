import Foundation
import Journal

/// The wish to pause, as a small value of its own: people leave it beside a running node, which
/// looks for it at every step.
struct PauseNote {
  private let value: DurableValue<Content>

  private struct Content: Codable {
    let since: Date?
  }

  /// The note in a hospital's state.
  init(_ journal: Journal) { value = journal.value("pause", of: Content.self) }

  /// Since when; `nil` without a pause.
  func load() throws -> Date? { try value.load()?.since }

  /// Begins a pause, or ends it with `nil`; on the disk when this returns.
  func save(_ since: Date?) throws { try value.save(Content(since: since)) }
}

extension Hospital {
  /// Since when the hospital takes part in no new round; `nil` where it takes part.
  func pausedSince() throws -> Date? { try PauseNote(journal).load() }
}
