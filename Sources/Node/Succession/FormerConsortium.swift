import Artifacts

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

  /// Whether the first enrolment, which may have been signed by an earlier call, says what is asked for
  /// now.
  ///
  /// - Throws: `NodeError` 78 where it does not.
  func check(_ enrolment: EnrolmentBody, _ before: FormerHospital) throws {
    let isSame = enrolment.identity == before.identity
    let isVouchedFor = isSame || enrolment.formerly?.identity == before.identity
    guard isVouchedFor, isSame != hasNewKeys else {
      throw NodeError(
        .configuration,
        "\(before.location.member) has enrolled with other keys already: an enrolment is signed once",
        remedy:
          "repeat the command as it was the first time; otherwise the consortium is founded anew "
          + "in another directory, with another --state")
    }
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
