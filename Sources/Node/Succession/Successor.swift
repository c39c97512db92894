import Sodium

/// Where a hospital has gone on to, remembered in the state that it has left.
public struct Successor: Codable, Hashable, Sendable {
  /// The session of the consortium that follows.
  public let session: Digest
  /// The hospital's private state there, absolute.
  public let state: String

  /// Names a consortium that follows.
  public init(session: Digest, state: String) {
    self.session = session
    self.state = state
  }
}

extension HospitalSettings {
  /// Refuses to take part again where the hospital has gone on to another consortium: the account of
  /// that one does not know of further rounds here.
  ///
  /// - Throws: `NodeError` 78.
  func checkHasNotGoneOn() throws {
    guard let successor else { return }
    throw NodeError(
      .configuration,
      "\(member) has gone on to session \(successor.session.hex.prefix(16)) and takes part here no more",
      remedy:
        "its state there is \(successor.state); if that consortium failed, found another that "
        + "follows this one")
  }
}
