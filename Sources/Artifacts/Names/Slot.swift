/// The one thing a file says: its name without the ending, `masked` or `unmask-0` for example.
///
/// A member signs each slot of a round at most once in its life.
public enum Slot: Hashable, Sendable {
  /// The founder's plan, before there is a manifest.
  case plan
  /// The manifest of a session.
  case manifest
  /// A hospital's entry or return; counted from 1, the count is its incarnation.
  case enrol(Int)
  /// A hospital's consent to one exact manifest.
  case approval
  /// A hospital goes; the number is the incarnation that ends.
  case leave(Int)
  /// A member wants a hospital out, or says that its own key was stolen; counted from 1.
  case expel(Int)
  /// Opens a round: fixes its leader.
  case commit
  /// A member's masked vector.
  case masked
  /// A member's choice in a ballot from 1 on: who is in the sum.
  case vote(Int)
  /// A leader's proposal for a ballot from 2 on.
  case cut(Int)
  /// A member's shares for the set of a ballot.
  case unmask(Int)
  /// A copy of another member's masked file, for those who cannot see the original.
  case relay(MemberID)
  /// A copy of another member's unmask file of a ballot.
  case relayUnmask(MemberID, Int)
  /// Proof that a member signed what no honest member signs; counted from 1.
  case evidence(Int)
  /// A decision of people: go on from an earlier result; counted from 1.
  case restart(Int)
  /// Closes a round.
  case result
  /// The model after a round.
  case model

  /// The file name without its ending.
  public var name: String {
    switch self {
    case .plan: "plan"
    case .manifest: "manifest"
    case .enrol(let count): "enrol-" + Self.pad(count, 4)
    case .approval: "approval"
    case .leave(let incarnation): "leave-" + Self.pad(incarnation, 4)
    case .expel(let count): "expel-" + Self.pad(count, 4)
    case .commit: "commit"
    case .masked: "masked"
    case .vote(let ballot): "vote-\(ballot)"
    case .cut(let ballot): "cut-\(ballot)"
    case .unmask(let ballot): "unmask-\(ballot)"
    case .relay(let author): "relay-\(author)"
    case .relayUnmask(let author, let ballot): "relay-\(author).unmask-\(ballot)"
    case .evidence(let count): "evidence-\(count)"
    case .restart(let count): "restart-\(count)"
    case .result: "result"
    case .model: "model"
    }
  }

  /// Whether the file lies in `consortium/` and not in a round's folder.
  public var isConsortium: Bool {
    switch self {
    case .plan, .manifest, .enrol, .approval, .leave, .expel: true
    case .commit, .masked, .vote, .cut, .unmask, .relay, .relayUnmask, .evidence, .restart,
      .result, .model:
      false
    }
  }

  /// Whether the owner of the folder has signed it as a statement of its own chain.
  public var isOwnStatement: Bool {
    switch self {
    case .plan, .enrol, .approval, .leave, .expel, .masked, .vote, .cut, .unmask, .evidence,
      .restart, .model:
      true
    case .manifest, .commit, .result, .relay, .relayUnmask: false
    }
  }

  /// Reads a file name without its ending.
  public init?(name: String) {
    if let slot = Self.fixed[name] {
      self = slot
      return
    }
    guard let dash = name.utf8.firstIndex(of: UInt8(ascii: "-")) else { return nil }
    let (kind, rest) = (String(name[..<dash]), String(name[name.utf8.index(after: dash)...]))
    let slot =
      kind == "relay"
      ? Self.relay(rest)
      : Int(rest).flatMap { number in number < 0 ? nil : Self.numbered[kind]?(number) }
    guard let slot, slot.name == name else { return nil }
    self = slot
  }

  private static func relay(_ rest: String) -> Slot? {
    let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")) ?? rest.endIndex
    guard let author = MemberID(String(rest[..<dot])) else { return nil }
    guard dot < rest.endIndex else { return .relay(author) }
    let copied = rest[rest.utf8.index(after: dot)...]
    guard copied.hasPrefix("unmask-"), let ballot = Int(copied.dropFirst("unmask-".count)),
      ballot >= 0
    else { return nil }
    return .relayUnmask(author, ballot)
  }

  /// What a copy is of; `nil` for a slot that is none.
  public var original: (member: MemberID, slot: Slot)? {
    switch self {
    case .relay(let author): (author, .masked)
    case .relayUnmask(let author, let ballot): (author, .unmask(ballot))
    default: nil
    }
  }

  private static let fixed = Dictionary(
    uniqueKeysWithValues: [plan, manifest, approval, commit, masked, result, model].map {
      ($0.name, $0)
    })

  private static let numbered: [String: @Sendable (Int) -> Slot] = [
    "enrol": { .enrol($0) }, "leave": { .leave($0) }, "expel": { .expel($0) },
    "vote": { .vote($0) }, "cut": { .cut($0) }, "unmask": { .unmask($0) },
    "evidence": { .evidence($0) }, "restart": { .restart($0) },
  ]

  static func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
