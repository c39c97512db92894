import Artifacts
import Rounds

/// Whom the evidence convicts, and of what; whom people have put out.
struct Convictions {
  /// Evidence that proves what it says.
  private(set) var proven: [(place: Place, offence: Offence)] = []
  /// Evidence that proves nothing, or that cannot be judged here.
  private(set) var aside: [Rejection] = []
  private let pardons: [Restart]
  private let history: ConsortiumHistory

  /// Judges evidence.
  ///
  /// - Parameters:
  ///   - pardons: the restarts that were followed; each takes its members in again.
  ///   - outcome: the outcome of a closed round, where it is known.
  init(
    _ history: ConsortiumHistory, manifest: Verified<Manifest>, pardons: [Restart],
    outcome: (Int) -> DerivedOutcome?
  ) {
    self.pardons = pardons
    self.history = history
    let rules = EvidenceRules(manifest.content, history.verifier)
    for evidence in history.evidence {
      do throws(Rejection) {
        proven.append((evidence.place, try rules.offence(of: evidence, outcome: outcome)))
      } catch {
        aside.append(error)
      }
    }
  }

  /// Why a member is kept out of a round; `nil` where it is not.
  func absence(of id: MemberID, in round: Int) -> Absence? {
    if let text = text(of: id, in: round) {
      return Absence(member: id, reason: .convicted, text: text)
    }
    return history.expulsion(of: id, in: round).map {
      Absence(member: id, reason: .expelled, text: $0.text)
    }
  }

  /// Of what a member is convicted in a round, in plain words.
  private func text(of id: MemberID, in round: Int) -> String? {
    let found = proven.first { place, offence in
      offence.place.member == id && place.round <= round
        && !pardons.contains { restart in
          restart.body.members[id] != nil && offence.place.round <= restart.round
            && restart.round < round
        }
    }
    return found.map { _, offence in
      switch offence.kind {
      case .equivocation: "convicted: signed two files for \(offence.place)"
      case .falseOutcome: "convicted: signed a false outcome, \(offence.place)"
      }
    }
  }
}
