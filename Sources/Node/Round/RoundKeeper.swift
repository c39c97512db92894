import Artifacts
import Journal
import ModelUpdate
import Rounds
import SharedFolder
import Sodium

/// Where a hospital stands: the closed round, the round in work, and what is known of both.
///
/// It looks and moves from round to round; what a member publishes is made by ``RoundActs``.
final class RoundKeeper {
  let hospital: Hospital
  let folder: any Folder
  let manifest: Verified<Manifest>
  let membership: Membership
  private(set) var closed: ResultDocument
  private(set) var tip: Tip
  /// The model after the closed round, once it was asked for.
  private var known: ModelState?
  /// The round in work; `nil` when fewer members are left than a round needs.
  private(set) var inbox: Inbox?
  private let outcomes: OutcomeReader
  private var offences: [Offence: [UnverifiedFile]] = [:]
  private var memory: Memory?

  /// Resumes where the journal stands.
  init(hospital: Hospital, folder: any Folder, manifest: Verified<Manifest>, tip: Tip) throws {
    self.hospital = hospital
    self.folder = folder
    self.manifest = manifest
    self.tip = tip
    membership = try Membership(hospital: hospital, folder: folder, manifest: manifest)
    outcomes = OutcomeReader(
      folder: folder, manifest: manifest, membership.ring, key: hospital.sealing,
      seen: SeenModels(hospital.journal))
    closed = try tip.document()
    try hospital.forget(tip)
    try enterRound()
  }

  /// The model after the closed round. Read when it is needed: most looks find nothing to do.
  ///
  /// - Throws: `NodeError` 78 when it is not the one that the closed round's result names.
  var model: ModelState {
    get throws {
      if let known { return known }
      let read = try hospital.model(of: closed, plan: manifest.content.plan)
      known = read
      return read
    }
  }

  /// What the current round stands on.
  var basis: RoundBasis? { inbox?.rules.basis }

  /// The round in work, or that would be.
  var round: Int { closed.round + 1 }

  /// A look at everything: verified view, own memory, time waited. `nil` when no round can be.
  func situation(
    stop: StopReason?
  ) throws -> (view: RoundView, memory: RoundMemory, elapsed: Double)? {
    try membership.look(after: closed, outcome: derived)
    let owed = try duties()
    guard let inbox, let remembered = try self.memory?.recall(tip, closed) else { return nil }
    var view = try inbox.look()
    offences.merge(inbox.offences) { $1 }
    // Whoever has begun the round ends it, also if people have put it out.
    view.gone = membership.gone(view.basis.roster)
      .union(try membership.expelled().filter { view.statements[$0] == nil })
    view.convicted = try membership.convicted
    let reported = try reports.load() ?? []
    let mayHaveForgotten = try hospital.mayHaveForgotten(view.basis.roster)
    view.offences =
      mayHaveForgotten
      ? []
      : try offences.keys.filter { offence throws in
        try !membership.isForgiven(offence) && !view.convicted.contains(offence.place.member)
          && !reported.contains(offence.place.description)
      }.sorted { $0.place.description < $1.place.description }
    var memory = remembered
    memory.hasKeys = inbox.secretsAreHere
    memory.owed = owed
    memory.stop = try stop ?? (membership.ownExpulsion() == nil ? nil : .expelled)
    return (view, memory, hospital.clock.now().seconds(since: tip.since))
  }

  /// The outcomes that nobody has published completely, and whose turn it is.
  func duties() throws -> [OwedOutcome] {
    let now = hospital.clock.now()
    return try lookAtOutcomes().map { try duty($0, now: now) }
  }

  /// The own duty to publish an outcome; none any more where this hospital has signed it all: what
  /// the folder has lost since is published again by itself.
  private func duty(_ record: OwedRecord, now: ClockReading) throws -> OwedOutcome {
    let signed = try hospital.signedSlots(round: record.round)
    let next = try hospital.signedSlots(round: record.round + 1)
    let isDone = signed.isSuperset(of: [.result, .model]) && next.contains(.commit)
    let duty = record.duty(of: hospital.id, now: now)
    return isDone ? OwedOutcome(round: duty.round, rank: nil, age: duty.age) : duty
  }

  /// Others' unmask files that ended the round before, to be copied.
  func endFiles() throws -> [(copy: Place, original: Place)] {
    try memory?.endFiles(of: closed) ?? []
  }

  /// Makes durable what was checked here, so that the next of cron's short runs need not check it
  /// again.
  func remember() throws {
    try inbox?.remember()
    try outcomes.save()
  }

  /// The proof of an offence that was found here.
  func proof(of offence: Offence) -> [UnverifiedFile] { offences[offence] ?? [] }

  /// Remembers that an offence is dealt with, so that one lie never has two answers, and convicts
  /// its author here whatever becomes of the proof.
  func settle(_ offence: Offence) throws {
    try membership.convict(offence.place.member)
    try reports.save((try reports.load() ?? []) + [offence.place.description])
  }

  /// Forgets what was found before people restarted.
  func forgive() { offences = [:] }

  private var reports: DurableValue<[String]> {
    hospital.journal.value("reported", of: [String].self)
  }

  /// Ends the round as chosen and goes on to the next; the round's secrets are erased.
  func close(_ choice: Choice) throws -> RoundOutcome {
    guard let inbox else { preconditionFailure("only a round in work is closed") }
    let files = inbox.files(of: choice)
    let outcome: RoundOutcome
    switch choice.kind {
    case .void:
      outcome = try VoidRound(inbox.rules.basis, masked: files)
        .outcome(model: try model, file: try hospital.modelFile(of: closed))
    case .open:
      let closing = try RoundClosing(
        rules: inbox.rules, masked: files, unmasks: inbox.unmasks(for: choice))
      outcome = try closing.outcome(
        aggregate: try closing.aggregate { try inbox.vector(of: files[$0]!) }, model: try model)
    }
    let roster = inbox.rules.basis.roster
    let mayHaveForgotten = try hospital.mayHaveForgotten(roster)
    let leaders = inbox.rules.basis.leaders.filter { $0 != hospital.id || !mayHaveForgotten }
    let inSet = leaders.filter { choice.set.masked[$0] != nil }
    let absent = leaders.filter { choice.set.masked[$0] == nil }
    try advance(to: outcome, ranking: inSet + absent)
    return outcome
  }

  /// Goes on to an outcome that this hospital derived.
  func advance(to outcome: RoundOutcome, ranking: [MemberID]) throws {
    let now = hospital.clock.now()
    let tip = Tip(outcome.result, bytes: outcome.resultBytes, since: now, after: self.tip)
    try hospital.advance(
      to: tip, model: outcome.modelBytes,
      duty: OwedRecord(outcome, ranking: ranking, since: now))
    try stand(on: tip, outcome.result, outcome.model)
  }

  /// Goes on to a result that the others stand on, with a published copy of its model.
  func jump(to result: Verified<ResultDocument>, model file: [UInt8]) throws {
    let tip = Tip(
      result.content, bytes: result.bytes, since: hospital.clock.now(), after: self.tip)
    let state = try RoundArithmetic(manifest.content.plan).decode(
      model: file, path: result.place.json)
    try membership.catchUp(with: result.content)
    try hospital.advance(to: tip, model: file, duty: nil)
    try stand(on: tip, result.content, state)
  }

  private func stand(on tip: Tip, _ closed: ResultDocument, _ model: ModelState) throws {
    self.tip = tip
    self.closed = closed
    known = model
    try enterRound()
  }

  private func enterRound() throws {
    guard !closed.roster.members.isEmpty else {
      inbox = nil
      return
    }
    let basis = try RoundBasis(
      after: closed, digest: Digest(hashing: tip.resultBytes), manifest: manifest.content)
    inbox = try Inbox(
      rules: try RoundRules(basis), membership.ring, hospital: hospital, folder: folder)
    memory = Memory(hospital: hospital, round: basis.round)
  }

  /// Outcomes that are still owed; what lies there wrong is an offence.
  ///
  /// What lies there is settled once the next round is closed too: until then whoever published it
  /// could take it away from those who still need it.
  private func lookAtOutcomes() throws -> [OwedRecord] {
    var owed: [OwedRecord] = []
    var looked: Set<Int> = [closed.round]
    for record in try hospital.owed() {
      let isNewest = record.result.utf8.elementsEqual(tip.resultBytes)
      let result = isNewest ? closed : try record.resultDocument()
      looked.insert(record.round)
      var isComplete = isPublished(result, record.resultDigest)
      if isComplete, record.round < closed.round {
        // Nobody looks again.
        outcomes.forgetModels(of: record.round)
        isComplete = isPublished(result, record.resultDigest)
        if isComplete { try hospital.settle(record.round) }
      }
      if !isComplete { owed.append(record) }
    }
    if try !hospital.owed().contains(where: { $0.round == closed.round }) {
      _ = isPublished(closed, Digest(hashing: tip.resultBytes))
    }
    outcomes.forget(except: looked)
    return owed
  }

  /// Whether a round's outcome lies there completely; lies beside it are noted.
  private func isPublished(_ closed: ResultDocument, _ digest: Digest) -> Bool {
    let found = outcomes.look(closed, digest: digest, now: hospital.clock.now())
    note(found.lies, of: closed.round)
    return found.isComplete
  }

  /// A result that differs because people have restarted that round is no lie.
  private func note(_ lies: [UnverifiedFile], of round: Int) {
    guard !membership.restartsInForce.contains(where: { $0.round == round }) else { return }
    for lie in lies where lie.place.member != hospital.id {
      offences[Offence(.falseOutcome, at: lie.place)] = [lie]
    }
  }

  /// What this hospital knows of a closed round: the last one, and those that are owed.
  private func derived(_ round: Int) -> DerivedOutcome? {
    guard round == closed.round else {
      return try? hospital.owed().first { $0.round == round }?.derived()
    }
    return DerivedOutcome(closed, digest: Digest(hashing: tip.resultBytes))
  }
}
