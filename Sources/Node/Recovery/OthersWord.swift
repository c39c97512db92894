import Artifacts
import Rounds
import Sodium

/// Which results are the consortium's word by the files of the others alone: what lies in the own
/// folder of a hospital that comes back may be of somebody who has found a key of it.
struct OthersWord {
  private let member: MemberID
  private let published: VerifiedFolder

  init(_ member: MemberID, _ published: VerifiedFolder) {
    (self.member, self.published) = (member, published)
  }

  /// A result of a round on which more others than may collude stand; `nil` where it is not here or
  /// not their word.
  func result(of round: Int, digest: Digest) -> ResultDocument? {
    guard let result = published.results(of: round).first(where: { $0.digest == digest }) else {
      return nil
    }
    let others = published.standing(in: round + 1).filter { $0.key != member }
    let word = ConsortiumWord.result(
      standing: others, results: [digest: result.content], manifest: published.manifest.content)
    return word == nil ? nil : result.content
  }
}
