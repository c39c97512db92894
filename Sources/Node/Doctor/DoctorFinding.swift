/// One line of the doctor: what was looked at, what was found, and what to do.
public struct DoctorFinding: Sendable, Hashable {
  /// How it ended.
  public let word: DoctorWord
  /// What it is about.
  public let check: DoctorCheck
  /// What was found.
  public let text: String
  /// What to do; every `note` and `FAIL` has it.
  public let next: String?
  /// With what the node would end; of a `FAIL` alone.
  public let status: ExitStatus?

  private init(
    _ word: DoctorWord, _ check: DoctorCheck, _ text: String, _ next: String? = nil,
    _ status: ExitStatus? = nil
  ) {
    (self.word, self.check, self.text, self.next, self.status) = (word, check, text, next, status)
  }

  /// In order.
  static func ok(_ check: DoctorCheck, _ text: String) -> Self { Self(.ok, check, text) }

  /// To be looked at.
  static func note(_ check: DoctorCheck, _ text: String, next: String) -> Self {
    Self(.note, check, text, next)
  }

  /// What ends the node.
  static func fail(_ check: DoctorCheck, _ status: ExitStatus, _ text: String, next: String) -> Self
  {
    Self(.fail, check, text, next, status)
  }

  /// What ends the node, as the node would say it.
  static func fail(_ check: DoctorCheck, _ error: any Error) -> Self {
    let failure = NodeError(wrapping: error)
    return fail(check, failure.status, failure.message, next: failure.remedy)
  }

  /// Not looked at.
  static func skip(_ check: DoctorCheck, _ why: String, next: String? = nil) -> Self {
    Self(.skip, check, why, next)
  }
}
