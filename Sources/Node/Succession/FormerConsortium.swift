/// The consortium that another one goes on from, as a person names it.
public struct FormerConsortium: Sendable {
  /// Its shared directory.
  let directory: String
  /// Whether the hospital takes new keys for the next one, signed by the old.
  let hasNewKeys: Bool
  private let state: String?

  /// Names it.
  ///
  /// - Parameters:
  ///   - state: the hospital's private state there; `nil` for where nodes look for it.
  public init(directory: String, state: String?, hasNewKeys: Bool) {
    self.directory = SharedLocation.absolute(directory)
    self.state = state
    self.hasNewKeys = hasNewKeys
  }

  /// The hospital there.
  ///
  /// - Parameter location: where it is to be in the next one.
  func hospital(now location: StateLocation) throws -> FormerHospital {
    try FormerHospital(directory: directory, state: state, now: location)
  }
}

extension HospitalSettings {
  /// Remembers where the hospital was before.
  mutating func remember(_ former: FormerHospital?) {
    guard let former else { return }
    formerDirectory = former.location.directory
    formerState = former.location.state
    maxEpsilon = maxEpsilon ?? former.settings.maxEpsilon
  }
}
