import Sodium

/// What the consortium is: members, keys, auditors, plan. Its digest is the session.
///
/// Written once by the coordinator. A hospital takes part only after it has signed exactly this
/// digest (`Approval`), and pins it locally at first sight.
public struct Manifest: Codable, Hashable, Sendable {
  /// Format version.
  public let decaph: Int
  /// The founder, who writes manifest and genesis.
  public let coordinator: MemberID
  /// The hospitals, sorted by id.
  public let members: [Member]
  /// What is trained.
  public let plan: Plan
  /// `manifest`.
  public let slot: String

  /// Makes a manifest; members are sorted.
  public init(coordinator: MemberID, members: [Member], plan: Plan) {
    decaph = formatVersion
    self.coordinator = coordinator
    self.members = members.sorted { $0.id < $1.id }
    self.plan = plan
    slot = Slot.manifest.name
  }

  /// One hospital: its identity, its sealing key, and the enrolment that the founder admitted.
  public struct Member: Codable, Hashable, Sendable {
    /// The hospital.
    public let id: MemberID
    /// Signs its statements; a minisign public key.
    public let identity: IdentityPublicKey
    /// Sealed files are readable for this key.
    public let sealing: SealingPublicKey
    /// Digest of the admitted `enrol-0001.json`.
    public let enrolment: Digest

    /// Names a member.
    public init(
      id: MemberID, identity: IdentityPublicKey, sealing: SealingPublicKey, enrolment: Digest
    ) {
      self.id = id
      self.identity = identity
      self.sealing = sealing
      self.enrolment = enrolment
    }
  }

  /// The member of an id, if there is one.
  public func member(_ id: MemberID) -> Member? { members.first { $0.id == id } }

  /// Everyone who can open sealed files: members in order, then auditors.
  public var readers: [SealingPublicKey] { members.map(\.sealing) + plan.auditors.map(\.key) }

  /// What must hold whatever the plan says: known version, sorted distinct ids and keys, the
  /// coordinator among the members.
  public func check(file: String) throws(Rejection) {
    guard decaph == formatVersion else {
      throw FormatVersion.refusal(decaph, file: file)
    }
    guard slot == Slot.manifest.name else {
      throw Rejection(.place, file: file, "field 'slot' is not 'manifest'")
    }
    guard zip(members, members.dropFirst()).allSatisfy({ $0.id < $1.id }) else {
      throw Rejection(.field, file: file, "members are not sorted and distinct")
    }
    guard Set(members.map(\.identity)).count == members.count,
      Set(readers).count == readers.count
    else {
      throw Rejection(.field, file: file, "two members or auditors share a key")
    }
    guard member(coordinator) != nil else {
      throw Rejection(.field, file: file, "the coordinator is not a member")
    }
  }
}
