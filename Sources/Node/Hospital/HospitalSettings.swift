import Artifacts
import Journal
import Sodium

/// What `join` and `approve` remember, so that later calls need only `--dir` and `--id`.
public struct HospitalSettings: Codable, Hashable, Sendable {
  /// The hospital.
  public var member: MemberID
  /// The shared directory, absolute.
  public var directory: String
  /// The hospital's own data, absolute; it never leaves.
  public var data: String?
  /// This hospital's copy of the plan's trainer, absolute.
  public var trainer: String?
  /// A program of this hospital's own that runs the trainer elsewhere, absolute.
  public var trainerLauncher: String?
  /// Whether the trainer may run in bubblewrap only, as it has once done so; `false` where people want
  /// it without.
  public var trainerSandbox: Bool?
  /// This hospital's own cap on epsilon; known to nobody else.
  public var maxEpsilon: Double?
  /// Whether a round computes as much whatever its sample.
  public var isPadded: Bool
  /// The founder's key as it was at `join`; only a manifest under this key can be approved.
  public var founder: IdentityPublicKey?
  /// The approved manifest; nothing trains before it is set.
  public var session: Digest?
  /// Whether the hospital's people asked to leave.
  public var isLeaving: Bool
  /// The shared directory of the consortium that this one follows, absolute.
  public var formerDirectory: String?
  /// This hospital's private state there, absolute.
  public var formerState: String?
  /// The consortium in which this hospital has gone on from this one, for good.
  public var successor: Successor?
  /// Enrolments that this founder admitted, by member.
  public var admitted: [MemberID: Digest]

  /// Settings of a hospital that has just joined.
  public init(member: MemberID, directory: String, data: String?) {
    self.member = member
    self.directory = directory
    self.data = data
    maxEpsilon = nil
    isPadded = true
    founder = nil
    session = nil
    isLeaving = false
    admitted = [:]
  }
}

extension HospitalSettings {
  /// Where this hospital's state in the consortium before lies; `nil` where it was in none.
  var former: StateLocation? {
    get throws {
      guard let formerDirectory, let formerState else { return nil }
      return try StateLocation(
        directory: formerDirectory, id: member.name, state: formerState)
    }
  }

  /// The settings in a state, for those who need no keys.
  static func look(_ location: StateLocation) throws -> HospitalSettings {
    try load(journal(location), location)
  }

  /// A state's journal for those who only look.
  static func journal(_ location: StateLocation) throws -> Journal {
    Journal(SnapshotStore(try StateDirectory(location.state, outside: location.directory)))
  }

  static func load(_ journal: Journal, _ location: StateLocation) throws -> HospitalSettings {
    let settings = try journal.value("settings", of: HospitalSettings.self).load()
    guard let settings, settings.member == location.member else {
      throw NodeError(
        .configuration, "\(location.state) is not the state of \(location.member)",
        remedy: "give the right --id or --state")
    }
    return settings
  }
}
