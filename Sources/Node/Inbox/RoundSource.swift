import Artifacts
import SharedFolder

/// Where a round's signed files are read from: the own outbox, the vault, the shared folder.
///
/// Every member's folder is listed once per look, and only listed names are read.
struct RoundSource {
  private let round: Int
  private let hospital: Hospital
  private let folder: any Folder
  private var listed: [MemberID: Set<String>] = [:]

  init(round: Int, hospital: Hospital, folder: any Folder) {
    (self.round, self.hospital, self.folder) = (round, hospital, folder)
  }

  /// Lists the members' folders afresh.
  ///
  /// One folder that cannot be read must not stop the others from being read; it is tried again.
  mutating func look(_ members: [MemberID]) {
    for member in members {
      listed[member] = Set((try? folder.list(directory(member))) ?? [])
    }
  }

  /// The slots of a member that are here, wherever, sorted by name.
  func slots(of member: MemberID) throws -> [Slot] {
    var names = Set(try hospital.journal.vault.names(in: directory(member)))
    names.formUnion(listed[member] ?? [])
    var slots = Set(
      names.filter { $0.hasSuffix(".json") }
        .compactMap { Slot(name: String($0.dropLast(".json".count))) })
    if member == hospital.id { slots.formUnion(try hospital.signedSlots(round: round)) }
    return slots.sorted { $0.name < $1.name }
  }

  /// How many files of a kind are read of one member in a round; nobody honest ever signs as many,
  /// because ballots come one in each patience of a leader, and everybody honest unmasks once. The
  /// rest is room for names that somebody else laid into the member's folder.
  static let limits = (ballots: 100_000, unmasks: 16, copies: 4)

  /// The votes, cuts and unmask files of a member: what was taken before, then the first of the
  /// others up to a limit.
  func ballots(of member: MemberID) throws -> [Slot] {
    let kept = try Set(kept(of: member))
    let all = try slots(of: member).compactMap { slot -> (slot: Slot, kind: Int, number: Int)? in
      switch slot {
      case .vote(let number): (slot, 0, number)
      case .cut(let number): (slot, 1, number)
      case .unmask(let number): (slot, 2, number)
      default: nil
      }
    }
    return (0...2).flatMap { kind -> [Slot] in
      let ofKind = all.filter { $0.kind == kind }.sorted { $0.number < $1.number }.map(\.slot)
      let limit = kind == 2 ? Self.limits.unmasks : Self.limits.ballots
      let old = ofKind.filter(kept.contains)
      let new = ofKind.filter { !kept.contains($0) }
      return old + new.prefix(max(0, limit - old.count))
    }
  }

  /// The copies in a member's folder: of each author's masked file, and of a few unmask files.
  func copies(by member: MemberID) throws -> [Slot] {
    var unmasks: [MemberID: Int] = [:]
    return try slots(of: member).filter { slot in
      switch slot {
      case .relay: return true
      case .relayUnmask(let author, _):
        unmasks[author, default: 0] += 1
        return unmasks[author, default: 0] <= Self.limits.copies
      default: return false
      }
    }
  }

  private func kept(of member: MemberID) throws -> [Slot] {
    let names = try hospital.journal.vault.names(in: directory(member))
    let vaulted = names.filter { $0.hasSuffix(".json") }
      .compactMap { Slot(name: String($0.dropLast(".json".count))) }
    return try member == hospital.id ? hospital.signedSlots(round: round) + vaulted : vaulted
  }

  /// A file that this hospital signed, or that it has verified before.
  func kept(_ place: Place) throws -> UnverifiedFile? {
    if place.member == hospital.id { return try hospital.outboxFile(at: place) }
    return try hospital.vaulted(place)
  }

  /// A file as it lies in the folder now; `nil` while a part of it is not listed or not readable.
  func read(_ place: Place) -> UnverifiedFile? {
    let name = place.slot.name + ".json"
    guard let names = listed[place.member], names.contains(name),
      names.contains(name + ".minisig"),
      let bytes = try? folder.read(place.json, limit: CanonicalJSON.sizeLimit),
      let signature = try? folder.read(place.signature, limit: 4096)
    else { return nil }
    return UnverifiedFile(place: place, bytes: bytes, signature: signature)
  }

  private func directory(_ member: MemberID) -> String {
    "\(member)/\(Place.roundFolder(round))"
  }
}
