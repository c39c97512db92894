import Artifacts
import Rounds
import Sodium

/// Asks the real machine whether a member in a given state can be brought to a deed.
///
/// **Why so few views are enough.** A member unmasks a choice in a ballot only where its view holds
/// a certificate of exactly this ballot and choice. So a view with every supporter that there is,
/// with all liars among them, and with nothing else but the choice's files brings it to the deed if
/// any view does: anything further could only give a higher certificate precedence, make the member
/// lack a file, contradict, convict, or close the round. A quorum of unmask files closes it; hence
/// one fewer is shown at most. A member votes in ballot 1 for the files that it holds, or for the
/// leader's choice among more of them; in a later ballot for a cut whose files it holds, at once
/// where its own view is too small. A liar's second file makes it so, and keeps from ballot 0. Cuts and the leader's vote are always
/// the adversary's here, even where the leader is honest: more is possible than in truth.
/// ``FamilyTests`` puts this to the test with arbitrary views.
final class Witness {
  let stage: Stage
  /// The member that is asked for.
  let member: Int
  let removed: [Lock]
  /// Whether liars vote; silent ones are of no help to any certificate.
  let areLiarsHeard: Bool
  private(set) var log: [(question: Question, answer: Bool)] = []
  private let keepsLog: Bool

  init(
    _ stage: Stage, member: Int, removed: [Lock] = [], areLiarsHeard: Bool = true,
    keepsLog: Bool = false
  ) {
    self.keepsLog = keepsLog
    (self.stage, self.member, self.removed) = (stage, member, removed)
    self.areLiarsHeard = areLiarsHeard
  }

  /// Whether a member that has done some deeds can be brought to another.
  ///
  /// - Parameters:
  ///   - voters: honest members that have voted so in this ballot.
  ///   - bound: further honest members that have unmasked this choice in a lower ballot.
  func can(_ deed: Deed, after deeds: [Deed], voters: Int, bound: Int) -> Bool {
    let question = Question(deed: deed, deeds: deeds, voters: voters, bound: bound)
    let answer = answer(question)
    if keepsLog { log.append((question, answer)) }
    return answer
  }

  /// A question as it was put.
  struct Question: Hashable {
    let deed: Deed
    let deeds: [Deed]
    let voters: Int
    let bound: Int
  }

  /// Asks the machine, with each view of the family.
  func answer(_ question: Question) -> Bool {
    let deed = question.deed
    let memory = memory(after: question.deeds)
    let choice = stage.choices[deed.choice]
    let wanted: RoundAction =
      deed.isVote ? .publishVote(deed.ballot, choice) : .publishUnmask(deed.ballot, choice)
    func leads(_ memory: RoundMemory) -> Bool {
      views(for: question).contains { view, elapsed in
        RoundMachine.next(view, memory, elapsed: elapsed) == wanted
      }
    }
    if leads(memory) { return true }
    let open = removed.filter { $0.forbids(deed) }
    return !open.isEmpty && leads(open.reduce(memory) { $1.forgotten($0) })
  }

  /// What the journal says after some deeds.
  func memory(after deeds: [Deed]) -> RoundMemory {
    var memory = RoundMemory(member: stage.honest[member])
    memory.signed = [.masked]
    for deed in deeds {
      let choice = stage.choices[deed.choice]
      switch deed {
      case .vote(let ballot, _):
        memory.signed.insert(.vote(ballot))
        memory.votes[ballot] = choice
      case .unmask(let ballot, _):
        memory.signed.insert(.unmask(ballot))
        memory.unmasked = choice
      }
    }
    return memory
  }

  private func views(for question: Question) -> [(view: RoundView, elapsed: Double)] {
    let deed = question.deed
    let choice = stage.choices[deed.choice]
    var view = RoundView(basis: stage.basis)
    for (id, digest) in choice.set.masked {
      if choice.kind == .open { view.masked[id] = [digest] }
      view.statements[id] = [digest]
    }
    guard deed.ballot > 0 else { return [(view, 0)] }
    let patience = stage.basis.manifest.plan.rounds.patience
    let overdue = Double(patience.masked)
    // Two files of every liar: they count for nobody's own view and keep from ballot 0.
    var twice = view
    for id in stage.liars where view.masked[id] != nil {
      twice.masked[id]?.insert(Digest(hashing: [UInt8](id.name.utf8)))
    }
    guard case .vote(let ballot, _) = deed else {
      certify(question, in: &view)
      certify(question, in: &twice)
      return [(view, overdue), (twice, overdue)]
    }
    guard ballot > 1 else {
      let leader = stage.basis.leader
      if leader != stage.honest[member] { twice.votes[1] = [leader: choice] }
      return [(view, overdue), (twice, overdue)]
    }
    view.cuts[ballot] = choice
    twice.cuts[ballot] = choice
    let due = overdue + Double(patience.vote) + Double((ballot - 2) * patience.leader)
    return [(view, due), (twice, due)]
  }

  /// Shows every supporter of a choice in a ballot.
  private func certify(_ question: Question, in view: inout RoundView) {
    let (ballot, choice) = (question.deed.ballot, stage.choices[question.deed.choice])
    if areLiarsHeard {
      for id in stage.liars { view.votes[ballot, default: [:]][id] = choice }
    }
    // The member is among the voters if it is one.
    let isOwn = question.deeds.contains(.vote(ballot: ballot, choice: question.deed.choice))
    var others = stage.honest
    let own = others.remove(at: member)
    others = isOwn ? [own] + others : others + [own]
    for id in others.prefix(question.voters) {
      view.votes[ballot, default: [:]][id] = choice
    }
    let shown = min(question.bound, stage.basis.roster.t - 1)
    for id in others.dropFirst(question.voters).prefix(shown) {
      view.unmasked[id] = [ballot - 1: choice]
    }
  }
}
