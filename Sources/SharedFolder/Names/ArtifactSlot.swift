/// The one thing a file says: its name without the ending, such as `masked` or `unmask-0`.
public enum ArtifactSlot: Hashable, Sendable, CustomStringConvertible {
  /// A round's masked vector, its opening, its outcome and its model.
  case masked, commit, result, model
  /// Statements of a ballot, or counted from 0 or 1.
  case vote(Int), cut(Int), unmask(Int), evidence(Int), restart(Int)
  /// Copies of another member's masked file, and of its unmask file of a ballot.
  case relay(MemberName), relayUnmask(MemberName, Int)
  /// The consortium's plan, manifest and consents.
  case plan, manifest, approval
  /// Entries, departures, expulsions and changes of keys, counted from 1.
  case enrol(Int), leave(Int), expel(Int), key(Int)

  /// Reads a slot name; `nil` when it is not exactly one.
  public init?(_ name: some StringProtocol) {
    let name = String(name)
    if let slot = Self.plain[name] {
      self = slot
      return
    }
    if name.hasPrefix("relay-") {
      let parts = name.dropFirst("relay-".count)
        .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let author = MemberName(parts[0]) else { return nil }
      if parts.count == 1 {
        self = .relay(author)
      } else {
        guard case .unmask(let ballot)? = ArtifactSlot(parts[1]) else { return nil }
        self = .relayUnmask(author, ballot)
      }
      return
    }
    guard let dash = name.utf8.lastIndex(of: 0x2d),
      let (width, make) = Self.numbered[String(name[..<dash])],
      let number = PaddedNumber(parsing: name[name.utf8.index(after: dash)...], width: width)
    else { return nil }
    self = make(number.value)
  }

  private static let plain: [String: ArtifactSlot] = [
    "masked": .masked, "commit": .commit, "result": .result, "model": .model, "plan": .plan,
    "manifest": .manifest, "approval": .approval,
  ]

  private static let numbered: [String: (width: Int, make: @Sendable (Int) -> ArtifactSlot)] = [
    "vote": (1, { .vote($0) }), "cut": (1, { .cut($0) }), "unmask": (1, { .unmask($0) }),
    "evidence": (1, { .evidence($0) }), "restart": (1, { .restart($0) }),
    "enrol": (4, { .enrol($0) }), "leave": (4, { .leave($0) }), "expel": (4, { .expel($0) }),
    "key": (4, { .key($0) }),
  ]

  /// Whether the file lies in `consortium/` and not in a round's folder.
  public var isConsortium: Bool {
    switch self {
    case .plan, .manifest, .approval, .leave, .enrol, .expel, .key: true
    case .masked, .commit, .result, .model, .vote, .cut, .unmask, .relay, .relayUnmask, .evidence,
      .restart:
      false
    }
  }

  /// Whether a sealed payload may lie beside the statement.
  public var hasPayload: Bool {
    if case .relay = self { return true }
    return self == .masked || self == .model
  }

  /// The file name without its ending.
  public var description: String {
    switch self {
    case .masked: "masked"
    case .commit: "commit"
    case .result: "result"
    case .model: "model"
    case .plan: "plan"
    case .manifest: "manifest"
    case .approval: "approval"
    case .vote(let ballot): "vote-\(ballot)"
    case .cut(let ballot): "cut-\(ballot)"
    case .unmask(let ballot): "unmask-\(ballot)"
    case .evidence(let count): "evidence-\(count)"
    case .restart(let count): "restart-\(count)"
    case .relay(let author): "relay-\(author)"
    case .relayUnmask(let author, let ballot): "relay-\(author).unmask-\(ballot)"
    case .leave(let count): "leave-\(PaddedNumber(count, width: 4))"
    case .enrol(let count): "enrol-\(PaddedNumber(count, width: 4))"
    case .expel(let count): "expel-\(PaddedNumber(count, width: 4))"
    case .key(let count): "key-\(PaddedNumber(count, width: 4))"
    }
  }
}
