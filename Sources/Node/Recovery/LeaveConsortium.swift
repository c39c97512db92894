import SharedFolder

/// `leave`: a hospital takes part in nothing further; its node says so to the others.
public struct LeaveConsortium {
  private let location: StateLocation

  /// Prepares to leave.
  public init(directory: String, id: String, state: String?) throws {
    location = try StateLocation(directory: directory, id: id, state: state)
  }

  /// Remembers the wish; the next run of the node carries it out between two rounds.
  public func run() throws -> String {
    let hospital = try Hospital.open(location)
    var settings = hospital.settings
    settings.isLeaving = true
    try hospital.remember(settings)
    return """
      \(location.member) leaves: its node finishes the round that it has begun, then publishes that
      nobody need wait for it

      next: decaph-node \(location.options) --once
      """
  }
}
