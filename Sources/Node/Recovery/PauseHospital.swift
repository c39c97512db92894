import Artifacts
import Foundation
import Journal
import SharedFolder

/// `pause` and `resume`: a hospital takes part in no new round for a while; its node runs on.
///
/// Works beside the running node, which sees it at its next look.
public struct PauseHospital {
  private let location: StateLocation

  /// Prepares to pause or to resume.
  public init(directory: String, id: String, state: String?) throws {
    location = try StateLocation(directory: directory, id: id, state: state)
  }

  /// Begins a pause; the first one counts. Returns what to tell the person.
  public func pause(now: Date = .now) throws -> String {
    let note = try note()
    if let since = try note.load() {
      return "\(location.member) is paused since \(since.formatted(.iso8601)) already"
    }
    try note.save(now)
    return """
      \(location.member) pauses: its node ends the round that it has begun and starts no other
      If the others are enough to go on without it, it tells them not to wait; if not, they wait

      next: let the node run on, or once: decaph-node \(location.options) --once
            'decaph-node status' says what the others do; 'decaph-node resume' ends the pause
      """
  }

  /// Ends a pause. Returns what to tell the person.
  public func resume() throws -> String {
    let note = try note()
    guard let since = try note.load() else { return "\(location.member) is not paused" }
    try note.save(nil)
    return """
      \(location.member) takes part again; it was paused since \(since.formatted(.iso8601))
      If the others went on without it, its node enters again and is in the rounds two rounds later

      next: let the node run on, or once: decaph-node \(location.options) --once
      """
  }

  /// The note of a hospital that takes part in a consortium and does not leave it.
  private func note() throws -> PauseNote {
    guard try location.exists() else {
      throw NodeError(
        .missing, "\(location.member) has no state at \(location.state)",
        remedy: "check --id and --dir, or give --state")
    }
    let settings = try HospitalSettings.look(location)
    guard settings.session != nil else {
      throw NodeError(
        .configuration, "\(location.member) has approved no manifest yet: no round can begin",
        remedy: "run 'decaph-node approve' when it shall take part")
    }
    try settings.checkHasNotGoneOn()
    guard !settings.isLeaving else {
      throw NodeError(
        .configuration, "\(location.member) leaves the consortium: there is nothing to pause",
        remedy: "to take part again run 'decaph-node recover'")
    }
    // Beside the node: its lock is not asked for, and each change of the store has its own.
    return PauseNote(
      Journal(
        try DirectoryStore(try StateDirectory(location.state, outside: location.directory))))
  }
}
