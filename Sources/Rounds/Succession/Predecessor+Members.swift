import Artifacts
import Sodium

/// Who goes on under which key.
extension Predecessor {
  /// How a member of the consortium that follows stands to this one.
  public enum Standing: Sendable, Hashable {
    /// A member with the same keys.
    case same
    /// A member whose new keys its old one has signed.
    case changed
    /// The name of a member with keys that its old one has not signed: lost or stolen.
    case unvouched
    /// No member before.
    case new

    /// In words, for a member; `nil` where nothing has changed.
    public func change(of member: MemberID) -> String? {
      switch self {
      case .same: nil
      case .changed: "\(member) has new keys, signed with its key of before"
      case .unvouched: "\(member) has a NEW KEY that its key of before has not signed"
      case .new: "\(member) is new"
      }
    }
  }

  /// How a member stands to this consortium.
  ///
  /// - Parameter enrolment: its `enrol-0001` in the consortium that follows, verified.
  public func standing(
    of member: MemberID, _ enrolment: EnrolmentBody
  ) -> Standing {
    guard let before = manifest.content.member(member) else { return .new }
    let identity = ring.identity(of: member)
    if identity == enrolment.identity {
      return before.sealing == enrolment.sealing ? .same : .changed
    }
    guard let former = enrolment.formerly, former.identity == identity,
      former.session == manifest.digest
    else { return .unvouched }
    return .changed
  }

  /// Members that are not in the consortium that follows.
  public func departed(from manifest: Manifest) -> [MemberID] {
    self.manifest.content.members.map(\.id).filter { manifest.member($0) == nil }
  }

  /// Whether a quorum of this consortium goes on, each under keys that are its own.
  ///
  /// - Throws: `.context` where it does not: then the other one is no continuation of this.
  public func check(
    _ manifest: Manifest, _ standings: [MemberID: Standing], file: String
  ) throws(Rejection) {
    let count = self.manifest.content.members.count
    let quorum = try RoundArithmetic(self.manifest.content.plan)
      .parameters(n: count, of: count).quorum
    let own = standings.values.count { $0 == .same || $0 == .changed }
    guard own >= quorum else {
      throw Rejection(
        .context, file: file,
        "only \(own) of the \(count) hospitals before go on under keys that they vouch for; the "
          + "quorum is \(quorum)")
    }
  }
}
