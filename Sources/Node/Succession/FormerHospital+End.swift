import Foundation

/// How a hospital ends in the consortium before.
extension FormerHospital {
  /// Ends there, for good: its node begins no further round in the consortium before, and says so to
  /// the others.
  ///
  /// - Parameters:
  ///   - successor: where it goes on; one account pays for one consortium.
  ///   - check: what has to hold first; no node works there meanwhile.
  /// - Throws: `AlreadyRunning` while a node works there, `NodeError` 76 where it has gone on to
  ///   another consortium that has begun.
  func end(for successor: Successor, after check: () throws -> Void) throws {
    let hospital = try Hospital.open(location)
    try check()
    if let other = hospital.settings.successor, other != successor {
      try Self.abandon(other, for: successor, of: location)
    }
    var settings = hospital.settings
    settings.isLeaving = true
    settings.successor = successor
    try hospital.remember(settings)
  }

  /// Gives up a consortium that has not begun, so that another may follow in its place.
  private static func abandon(
    _ other: Successor, for successor: Successor, of location: StateLocation
  ) throws {
    let refusal = NodeError(
      .violation,
      "\(location.member) has gone on from this consortium to session "
        + "\(other.session.hex.prefix(16)) already: one account pays for one of them",
      remedy: "go on there, or tell the founder that there are two")
    guard other.state != successor.state, FileManager.default.fileExists(atPath: other.state)
    else { throw refusal }
    let settings = try HospitalSettings.look(
      StateLocation(
        directory: location.directory, id: location.member.name, state: other.state))
    let state = try Hospital.open(
      StateLocation(directory: settings.directory, id: location.member.name, state: other.state))
    let goesOn = state.settings.successor
    guard goesOn == nil || goesOn == successor, try state.charges.entries().isEmpty else {
      throw refusal
    }
    var changed = state.settings
    changed.isLeaving = true
    changed.successor = successor
    try state.remember(changed)
  }
}
