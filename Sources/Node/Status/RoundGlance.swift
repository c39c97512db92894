import Artifacts
import Rounds
import Sodium

/// One round as anybody sees it who reads the shared directory: verified statements, and vectors
/// as their statements pin them. What is sealed stays closed.
struct RoundGlance {
  /// The verified view of the round.
  private(set) var view: RoundView
  /// The valid masked statements.
  private(set) var masked: [Digest: MaskedStatement] = [:]
  /// What is not taken.
  private(set) var aside: [Rejection] = []
  private let rules: RoundRules
  private let files: VerifiedFolder

  /// Reads a round's files.
  init(_ basis: RoundBasis, files: VerifiedFolder) throws(Rejection) {
    rules = try RoundRules(basis)
    view = RoundView(basis: basis)
    self.files = files
    let listed = files.ids.flatMap { files.places(of: $0, round: basis.round) }
    for place in listed where place.slot == .masked {
      attempt { glance throws(Rejection) in try glance.takeMasked(place) }
    }
    for place in listed {
      if case .relay(let author) = place.slot, view.masked[author] == nil {
        attempt { glance throws(Rejection) in try glance.takeMasked(place) }
      }
    }
    for (one, other) in pairs where !rules.agree(one, other) {
      view.conflicts.insert([one.digest, other.digest])
    }
    for place in listed { attempt { glance throws(Rejection) in try glance.takeBallot(place) } }
  }

  /// The bodies of the masked files of some members.
  func bodies(of set: RoundSet) -> [MaskedBody] {
    set.digests.compactMap { masked[$0]?.content.body }
  }

  /// Two and two statements of different authors.
  private var pairs: [(MaskedStatement, MaskedStatement)] {
    let all = masked.values.sorted { $0.digest < $1.digest }
    return all.indices.flatMap { index in
      all[(index + 1)...].filter { $0.place.member != all[index].place.member }
        .map { (all[index], $0) }
    }
  }

  /// A masked file at its place, or a copy of it at another's.
  private mutating func takeMasked(_ place: Place) throws(Rejection) {
    let found = try files.file(at: place)
    let author = place.slot.original?.member ?? place.member
    let statement = try files.verifier.statement(
      MaskedBody.self,
      UnverifiedFile(
        place: Place(member: author, round: place.round, slot: .masked), bytes: found.bytes,
        signature: found.signature))
    try rules.check(statement)
    masked[statement.digest] = statement
    view.statements[author, default: []].insert(statement.digest)
    let pinned = statement.content.payload[0]
    guard let sealed = try? files.folder.read(place.sealed, limit: pinned.bytes) else {
      throw Rejection(.missing, file: place.sealed, "is not here completely")
    }
    try SealedFile.check(sealed, pinned: pinned, path: place.sealed)
    view.masked[author, default: []].insert(statement.digest)
    view.readable[author, default: []].insert(statement.digest)
    if place.slot != .masked { view.relayed.insert(author) }
  }

  private mutating func takeBallot(_ place: Place) throws(Rejection) {
    switch place.slot {
    case .vote(let ballot):
      let vote = try files.statement(VoteBody.self, at: place)
      try rules.check(vote)
      view.votes[ballot, default: [:]][place.member] = vote.content.body.choice
    case .cut(let ballot):
      let cut = try files.statement(CutBody.self, at: place)
      try rules.check(cut)
      view.cuts[ballot] = cut.content.body.choice
    case .unmask(let ballot):
      let unmask = try files.statement(UnmaskBody.self, at: place)
      try rules.check(unmask, masked: masked)
      view.unmasked[place.member, default: [:]][ballot] = unmask.content.body.choice
    default: break
    }
  }

  private mutating func attempt(_ take: (inout RoundGlance) throws(Rejection) -> Void) {
    do throws(Rejection) {
      try take(&self)
    } catch {
      aside.append(error)
    }
  }
}
