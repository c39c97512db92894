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

  private struct Word: Hashable {
    let round: Int
    let seq: Int
  }

  private let manifest: Manifest
  /// What authors have said against a member.
  private var words: [MemberID: [MemberID: Set<Word>]] = [:]

  /// Nobody is out yet.
  public init(_ manifest: Manifest) { self.manifest = manifest }

  /// Takes in a valid statement.
  public mutating func insert(_ statement: ExpelStatement) {
    let content = statement.content
    words[content.body.member, default: [:]][content.from, default: []]
      .insert(Word(round: content.body.round, seq: content.seq))
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
    if words[member]?[member]?.contains(where: { $0.round <= last }) ?? false { return .revoked }
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
    (words[member] ?? [:]).filter { author, words in
      author != member
        && words.contains {
          $0.round > forgiven && $0.round <= last && $0.seq < revocation(of: author)
        }
    }.keys.sorted()
  }

  /// The position of an author's statement from which on its key signs for whoever has stolen it.
  private func revocation(of author: MemberID) -> Int {
    words[author]?[author]?.map(\.seq).min() ?? .max
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
