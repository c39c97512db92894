import Foundation
import Sodium
import Synchronization

/// The identity keys of every member: the manifest's, and those that have taken their place since.
///
/// A member changes its key with an `enrol-NNNN` that its key of before vouches for (``FormerKey``)
/// and that is signed with the new one. From that incarnation on the new key alone signs. What its
/// people said before, in `expel` and `restart` files, goes on to count where that statement names it
/// in `sees`: so a key that is out of use can add nothing, with whatever date. But one word: that the
/// key was stolen. A thief who was faster with a change of his own could forbid it otherwise.
public final class KeyRing: Sendable {
  /// A key with the part of its member's life in which it signs.
  struct Key: Sendable {
    let identity: IdentityPublicKey
    /// The incarnation from which on it signs.
    let incarnation: Int
    /// What people said under the keys before that goes on to count.
    let words: Set<Digest>
    /// The file that has brought it; `nil` for the first.
    let file: UnverifiedFile?

    init(_ identity: IdentityPublicKey) {
      (self.identity, incarnation, words, file) = (identity, 1, [], nil)
    }

    init(_ content: Statement<EnrolmentBody>, _ file: UnverifiedFile) {
      (identity, incarnation) = (content.body.identity, content.incarnation)
      (words, self.file) = (Set(content.sees), file)
    }
  }

  /// The session that every file must name.
  public let session: Digest
  private let sealing: [MemberID: SealingPublicKey]
  private let state: Mutex<[MemberID: [Key]]>

  /// The keys with which a session begins.
  public init(session: Digest, manifest: Manifest) {
    self.session = session
    sealing = Dictionary(uniqueKeysWithValues: manifest.members.map { ($0.id, $0.sealing) })
    state = Mutex(
      Dictionary(uniqueKeysWithValues: manifest.members.map { ($0.id, [Key($0.identity)]) }))
  }

  /// The keys with which a session begins.
  public convenience init(_ manifest: Verified<Manifest>) {
    self.init(session: manifest.digest, manifest: manifest.content)
  }

  /// Given keys, before there is a manifest.
  public init(session: Digest, identities: [MemberID: IdentityPublicKey]) {
    self.session = session
    sealing = [:]
    state = Mutex(identities.mapValues { [Key($0)] })
  }

  /// The key that signs for a member now; `nil` where there is no such member.
  public func identity(of member: MemberID) -> IdentityPublicKey? {
    keys(of: member).last?.identity
  }

  /// The key that signed for a member in one of its incarnations.
  public func identity(of member: MemberID, incarnation: Int) -> IdentityPublicKey? {
    keys(of: member).last { $0.incarnation <= incarnation }?.identity
  }

  /// Every key that a member has had, oldest first.
  public func identities(of member: MemberID) -> [IdentityPublicKey] {
    keys(of: member).map(\.identity)
  }

  /// The incarnations with which a member's key was changed, rising.
  public func rotations(of member: MemberID) -> [Int] {
    keys(of: member).dropFirst().map(\.incarnation)
  }

  /// The entries with which a member's key was changed, rising.
  public func rotationEntries(of member: MemberID) -> [UnverifiedFile] {
    keys(of: member).compactMap(\.file)
  }

  /// How often any key was changed, as far as is known here.
  public var changes: Int { state.withLock { $0.values.reduce(0) { $0 + $1.count - 1 } } }

  func keys(of member: MemberID) -> [Key] { state.withLock { $0[member] ?? [] } }

  /// The entries after the first among the names of a `consortium/` folder, in the order in which they
  /// have to be taken in.
  public static func entries(among names: some Sequence<String>) -> [Slot] {
    names.compactMap { name -> Int? in
      guard name.hasSuffix(".json"),
        case .enrol(let number) = Slot(name: String(name.dropLast(".json".count))), number > 1
      else { return nil }
      return number
    }.sorted().map(Slot.enrol)
  }

  /// Takes in an entry that changes its author's key; the first that fits stays.
  ///
  /// - Returns: whether the entry changes a key, now or before.
  /// - Throws: `Rejection` where it says so and the key of before does not vouch for it.
  @discardableResult
  public func adopt(_ file: UnverifiedFile) throws(Rejection) -> Bool {
    let (member, path) = (file.place.member, file.place.json)
    let claim = try CanonicalJSON.decode(
      Statement<EnrolmentBody>.self, from: file.bytes, file: path)
    guard case .enrol(2...) = file.place.slot, let former = claim.body.formerly else {
      return false
    }
    let known = keys(of: member)
    if known.contains(where: { $0.file == file }) { return true }
    guard let last = known.last, former.session == session, former.identity == last.identity else {
      let isThird = known.contains { $0.identity == former.identity } && former.session == session
      throw Rejection(
        .context, file: path,
        isThird
          ? "the key in field 'formerly' has vouched for another one already, in entry "
            + "\(known.last?.incarnation ?? 0): one of the two may be a thief's"
          : "field 'formerly' is not the key that signs for \(member) now")
    }
    guard claim.incarnation > last.incarnation, file.place.slot == .enrol(claim.incarnation),
      !known.contains(where: { $0.identity.keyID == claim.body.identity.keyID }),
      sealing[member].map({ $0 == claim.body.sealing }) ?? true,
      zip(claim.sees, claim.sees.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      throw Rejection(
        .field, file: path,
        "changes a key, and field 'incarnation', 'sees', 'identity' or 'sealing' is not as it has "
          + "to be")
    }
    try former.check(claim.body.identity, claim.body.sealing, of: member, file: path)
    let rotation = try Verifier(session: session, identities: [member: claim.body.identity])
      .statement(EnrolmentBody.self, file)
    state.withLock { keys in
      // Another thread may have been faster.
      if keys[member]?.count == known.count { keys[member]?.append(Key(rotation.content, file)) }
    }
    return true
  }

  /// Whether the key that has signed a file was the one to sign it. Documents of a round, which
  /// everybody derives alike, name no entry: any key of their publisher will do.
  public func check(_ file: UnverifiedFile, signedBy identity: IdentityPublicKey) throws(Rejection)
  {
    let keys = keys(of: file.place.member)
    guard keys.count > 1, file.place.slot.isOwnStatement,
      let index = keys.firstIndex(where: { $0.identity == identity })
    else { return }
    guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(file.bytes)) else {
      throw Rejection(.canonical, file: file.place.json, "is no statement")
    }
    guard entry.incarnation >= keys[index].incarnation else {
      throw Rejection(
        .signature, file: file.place.signature, "was made with a key that its author had later")
    }
    let later = keys.dropFirst(index + 1)
    guard let next = later.first, !Self.isRevocation(file) else { return }
    guard entry.incarnation < next.incarnation,
      !file.place.slot.isWordOfPeople
        || later.allSatisfy({ $0.words.contains(Digest(hashing: file.bytes)) })
    else {
      throw Rejection(
        .signature, file: file.place.signature, "was made with a key that its author has changed")
    }
  }

  /// Whether its author says of itself that its key was stolen.
  private static func isRevocation(_ file: UnverifiedFile) -> Bool {
    guard case .expel = file.place.slot,
      let word = try? CanonicalJSON.decode(
        Statement<ExpelBody>.self, from: file.bytes, file: file.place.json)
    else { return false }
    return word.body.member == file.place.member
  }

  /// Under which entry its author says a statement, whatever it says.
  private struct Entry: Decodable {
    let incarnation: Int
  }
}

extension Slot {
  /// Whether people decide something with it, for rounds to come.
  public var isWordOfPeople: Bool {
    switch self {
    case .expel, .restart: true
    default: false
    }
  }
}
