import Artifacts

/// Whom people have put out: what the members' `expel-NNNN` statements come to together.
public struct Expulsions: Sendable {
  /// Why a hospital is out.
  public enum Ground: Sendable, Hashable {
    /// It said itself that its key was stolen; nothing takes that back.
    case revoked
    /// More than half of the manifest's members want it out: these.
    case voted([MemberID])
  }

  private let manifest: Manifest
  /// Of which rounds authors have spoken against a member.
  private var words: [MemberID: [MemberID: Set<Int>]] = [:]

  /// Nobody is out yet.
  public init(_ manifest: Manifest) { self.manifest = manifest }

  /// Takes in a valid statement.
  public mutating func insert(_ statement: ExpelStatement) {
    let content = statement.content
    words[content.body.member, default: [:]][content.from, default: []]
      .insert(content.body.round)
  }

  /// Forgets what an author has said, to take it in anew.
  public mutating func forget(_ author: MemberID) {
    for subject in words.keys { words[subject]?[author] = nil }
    words = words.filter { !$0.value.isEmpty }
  }

  /// Everybody of whom a member has said something.
  public var named: [MemberID] { words.keys.sorted() }

  /// Why a hospital is out; `nil` while it is not.
  ///
  /// - Parameters:
  ///   - forgiven: the newest restart that took it in again; votes up to that round are forgotten. 0
  ///     where there was none.
  ///   - last: the newest round whose statements count.
  public func ground(
    against member: MemberID, after forgiven: Int = 0, through last: Int = .max
  ) -> Ground? {
    if words[member]?[member]?.contains(where: { $0 <= last }) ?? false { return .revoked }
    let voters = voters(against: member, after: forgiven, through: last)
    return 2 * voters.count > manifest.members.count ? .voted(voters) : nil
  }

  /// Everybody who has ever spoken against a member, and itself where it has revoked its key.
  public func authors(against member: MemberID) -> [MemberID] {
    (words[member] ?? [:]).keys.sorted()
  }

  /// Who of the others wants a hospital out since it was last taken in, enough or not.
  public func voters(
    against member: MemberID, after forgiven: Int = 0, through last: Int = .max
  ) -> [MemberID] {
    (words[member] ?? [:]).filter { author, rounds in
      let heard = min(last, revocation(of: author, through: last))
      return author != member && rounds.contains { $0 > forgiven && $0 <= heard }
    }.keys.sorted()
  }

  /// The oldest word against anybody who is out now.
  public var oldestRound: Int? {
    named.filter { ground(against: $0) != nil }.compactMap { words[$0]?.values.joined().min() }
      .min()
  }

  /// The round in which an author has revoked its own key: what it says of later ones may be a thief's.
  private func revocation(of author: MemberID, through last: Int) -> Int {
    words[author]?[author]?.filter { $0 <= last }.min() ?? .max
  }
}

extension Expulsions.Ground {
  /// For people.
  public var text: String {
    switch self {
    case .revoked: "its own key was revoked"
    case .voted(let voters): "expelled by " + voters.map(\.name).joined(separator: ", ")
    }
  }
}
