import Artifacts
import Rounds

/// Judges the evidence files of one round: each proves what it says, or its author lies.
struct EvidenceAudit: RoundFindings {
  var findings: [Finding] = []
  let round: Int
  let convictions: Convictions

  /// Judges evidence.
  ///
  /// - Parameter abandoned: the rounds that a restart abandoned; what was right there is open, and
  ///   false evidence that lies there has been left behind.
  init(
    _ evidence: [EvidenceStatement], round: Int, convictions: Convictions, abandoned: Set<Int>
  ) {
    self.round = round
    self.convictions = convictions
    for file in evidence.sorted(by: { $0.place.json < $1.place.json }) {
      do throws(Rejection) {
        let offence = try convictions.offence(of: file)
        say(.ok, .evidence, text(offence, file.place.member), file: file.place.json)
      } catch {
        judge(error, file, abandoned)
      }
    }
  }

  private mutating func judge(
    _ rejection: Rejection, _ file: EvidenceStatement, _ abandoned: Set<Int>
  ) {
    let place = Place(file.content.body.place)
    let closed = place.map { $0.slot == .commit ? $0.round - 1 : $0.round }
    if file.content.body.kind == .falseOutcome, let closed, abandoned.contains(closed) {
      say(
        .note, .evidence, "is about round \(closed), which was abandoned", file: file.place.json)
    } else if rejection.code == .missing {
      say(
        .skip, .evidence, "is about an outcome that is not audited here", file: file.place.json)
    } else {
      reject(
        rejection, .evidence, by: file.place.member, isHandled: abandoned.contains(round))
    }
  }

  private func text(_ offence: Offence, _ witness: MemberID) -> String {
    let what =
      switch offence.kind {
      case .equivocation: "signed two different files for"
      case .falseOutcome: "signed a false outcome at"
      }
    return "\(witness) proves that \(offence.place.member) \(what) \(offence.place)"
  }
}
