import Artifacts
import Rounds

/// Who goes on under which key, in words for those who decide on it.
enum StandingText {
  /// A line for a member; `nil` where nothing has changed.
  static func of(_ member: MemberID, _ standing: Predecessor.Standing) -> String? {
    let advice =
      switch standing {
      case .unvouched: ": compare its fingerprint by telephone with somebody whose voice you know"
      case .changed: "; if that may have been stolen, compare the fingerprint by telephone"
      case .same, .new: ""
      }
    return standing.change(of: member).map { $0 + advice }
  }
}
