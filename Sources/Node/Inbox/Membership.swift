import Artifacts
import Journal
import Rounds
import SharedFolder
import Sodium

/// Who enters, who has gone, who is convicted, which restarts are in force: what concerns the
/// consortium as a whole, from the members' `consortium/` folders and from evidence and restart
/// files in their round folders.
final class Membership {
  /// The newest return of every member, verified.
  private(set) var returns: [MemberID: EnrolmentStatement] = [:]
  /// Every entry that was verified, for comparison with what others say of it.
  private(set) var verified: Set<Enrolment> = []
  /// The highest incarnation that has left, by member.
  private(set) var departures: [MemberID: Int] = [:]
  /// Valid restart statements.
  private(set) var restarts: [Place: Verified<Statement<RestartBody>>] = [:]
  /// Evidence that was verified here.
  private(set) var evidence: [Place: Offence] = [:]
  /// Whom the members' people want out.
  private(set) var expulsions: Expulsions
  /// The rounds beyond the one in work of which some member's folder held something when all of it was
  /// last listed.
  private(set) var openRounds: Set<Int> = []

  /// Seconds after which everybody's rounds are listed again. A member's folder has one name for each
  /// round that ever was, and takes longer to list with every one of them.
  private static let spacing = 10.0
  private var listed: ClockReading?
  /// The round in work at the last look. What somebody says of a later one does not count yet.
  private(set) var round = 0

  /// What was taken from the `consortium/` folders, so that a file that lies unchanged is not decoded
  /// anew at each look.
  private var taken: [Place: Digest] = [:]

  let hospital: Hospital
  private let files: VerifiedFolder
  private let rules: ConsortiumRules
  private let evidenceRules: EvidenceRules

  /// Begins with the changes of keys that were seen before.
  init(hospital: Hospital, folder: any Folder, manifest: Verified<Manifest>) throws {
    self.hospital = hospital
    files = VerifiedFolder(folder, manifest, try hospital.knownKeys(manifest))
    expulsions = Expulsions(manifest.content)
    rules = ConsortiumRules(manifest.content, files.verifier.ring)
    evidenceRules = EvidenceRules(manifest.content, files.verifier)
  }

  /// The members' keys, as far as they are known by now.
  var ring: KeyRing { files.verifier.ring }

  /// Looks once. What is not complete or not valid is looked at again.
  ///
  /// The closed round and the one in work are looked into each time; what lies in later rounds, for
  /// those who have fallen behind, now and then.
  ///
  /// - Parameters:
  ///   - closed: the round before.
  ///   - outcome: what this hospital derived for a closed round.
  func look(after closed: ResultDocument, outcome: (Int) -> DerivedOutcome?) throws {
    let forgiven = try forgivenValue.load() ?? [:]
    round = closed.round + 1
    let now = hospital.clock.now()
    let isDue = listed.map { now.seconds(since: $0) >= Self.spacing } ?? true
    if isDue { (listed, openRounds) = (now, []) }
    for member in files.ids {
      try lookAtConsortium(of: member)
      var rounds = [closed.round, closed.round + 1]
      if isDue {
        let later = files.rounds(of: member, from: closed.round + 2)
        openRounds.formUnion(later)
        rounds += later
      }
      for round in rounds { look(at: round, of: member, forgiven, outcome) }
    }
    try remember()
  }

  /// Who enters again, who leaves, who is wanted out.
  private func lookAtConsortium(of member: MemberID) throws {
    let places = files.places(of: member, round: nil)
    // Before anything that a changed key may have signed.
    let before = ring.changes
    for slot in KeyRing.entries(among: places.map { $0.slot.name + ".json" }) {
      try adopt(Place(member: member, slot: slot))
    }
    if ring.changes != before { forgetWords(of: member) }
    for place in places {
      switch place.slot {
      case .enrol(let number) where number > 1:
        takeOnce(place, EnrolmentBody.self) { statement throws(Rejection) in
          try rules.check(statement)
          if number > returns[member]?.content.incarnation ?? 1 { returns[member] = statement }
          verified.insert(Enrolment(statement))
        }
      case .leave(let number) where number > (departures[member] ?? 0):
        takeOnce(place, LeaveBody.self) { statement throws(Rejection) in
          try rules.check(statement)
          departures[member] = number
        }
      case .expel:
        takeOnce(place, ExpelBody.self) { statement throws(Rejection) in
          try rules.check(statement)
          expulsions.insert(statement)
        }
      default: break
      }
    }
  }

  /// Restarts and evidence in a member's folder of a round.
  private func look(
    at round: Int, of member: MemberID, _ forgiven: [MemberID: Int],
    _ outcome: (Int) -> DerivedOutcome?
  ) {
    for place in files.places(of: member, round: round) {
      switch place.slot {
      case .restart where restarts[place] == nil:
        take(place, RestartBody.self) { statement throws(Rejection) in
          try rules.check(statement)
          restarts[place] = statement
        }
      case .evidence where evidence[place] == nil:
        take(place, EvidenceBody.self) { statement throws(Rejection) in
          let offence = try evidenceRules.offence(of: statement, outcome: outcome)
          let isForgiven =
            offence.place.round <= forgiven[offence.place.member] ?? -1
            || isKnownCopy(offence, statement.content.body)
          if !isForgiven { evidence[place] = offence }
        }
      default: break
      }
    }
  }

  /// Members against whom there is evidence, seen in whatever round.
  var convicted: Set<MemberID> {
    get throws { Set(try convictedValue.load() ?? []) }
  }

  /// The restarts that people have put in force, rounds rising.
  var restartsInForce: [Restart] {
    Restart.inForce(Array(restarts.values), manifest: files.manifest.content)
  }

  /// Keeps a member out from now on.
  func convict(_ member: MemberID) throws {
    let known = try convicted
    if !known.contains(member) { try convictedValue.save(known.union([member]).sorted()) }
  }

  /// Does as people decided: forgets what those did who go on, keeps the excluded out.
  func follow(_ restart: RestartBody, round: Int) throws {
    evidence = evidence.filter { restart.members[$0.value.place.member] == nil }
    let rest = try convicted.subtracting(restart.members.keys)
    try convictedValue.save(rest.union(restart.excludes).sorted())
    try pardon(restart.members.keys, through: round)
    let forgiven = try forgivenValue.load() ?? [:]
    try forgivenValue.save(
      forgiven.merging(restart.members.mapValues { _ in round }) { max($0, $1) })
  }

  /// What people have forgiven: up to which round, by member.
  func isForgiven(_ offence: Offence) throws -> Bool {
    offence.place.round <= (try forgivenValue.load() ?? [:])[offence.place.member] ?? -1
  }

  /// Whether evidence against this hospital is about a copy of its state that people know of.
  private func isKnownCopy(_ offence: Offence, _ body: EvidenceBody) -> Bool {
    guard offence.place.member == hospital.id else { return false }
    return body.copies.allSatisfy { copy in
      guard let file = copy.file(at: offence.place) else { return false }
      let isOwn = (try? hospital.outboxFile(at: offence.place)?.bytes == file.bytes) ?? false
      return isOwn || (try? hospital.isAcknowledged(file.bytes)) ?? false
    }
  }

  private var forgivenValue: DurableValue<[MemberID: Int]> {
    hospital.journal.value("forgiven", of: [MemberID: Int].self)
  }

  /// Members of a roster that will publish nothing under its incarnation.
  func gone(_ roster: Roster) -> Set<MemberID> {
    Set(
      roster.members.filter { id, entry in
        departures[id] ?? 0 >= entry.incarnation
          || returns[id]?.content.incarnation ?? 0 > entry.incarnation
      }.keys)
  }

  /// The entries that this hospital vouches for: newer than anything that was ever in a roster,
  /// not left again, not convicted, not put out.
  func entries(_ roster: Roster, entered: [MemberID: Int]) throws -> [MemberID: Enrolment] {
    let out = try convicted.union(expelled())
    return returns.filter { id, enrolment in
      let number = enrolment.content.incarnation
      return number > entered[id] ?? 0 && number > roster.members[id]?.incarnation ?? 0
        && number > departures[id] ?? 0 && !out.contains(id)
    }.mapValues(Enrolment.init)
  }

  /// The rounds of which a member's folder holds something.
  func rounds(of member: MemberID) -> [Int] { files.rounds(of: member) }

  /// What a member said is judged anew after it has changed its key.
  private func forgetWords(of member: MemberID) {
    returns[member] = nil
    departures[member] = nil
    expulsions.forget(member)
    taken = taken.filter { $0.key.member != member }
    restarts = restarts.filter { place, word in
      place.member != member
        || (try? files.verifier.signature(
          of: UnverifiedFile(place: place, bytes: word.bytes, signature: word.signature))) != nil
    }
  }

  /// A changed key is kept before anything is believed that it signs.
  private func adopt(_ place: Place) throws {
    guard taken[place] == nil, let file = try? files.file(at: place),
      (try? ring.adopt(file)) == true
    else { return }
    if try hospital.vaulted(place) == nil { try hospital.vault(file) }
  }

  private func takeOnce<Body>(
    _ place: Place, _ body: Body.Type,
    _ use: (Verified<Statement<Body>>) throws(Rejection) -> Void
  ) {
    guard let file = try? files.file(at: place), taken[place] != file.fingerprint,
      let statement = try? files.verifier.statement(body, file), (try? use(statement)) != nil
    else { return }
    taken[place] = file.fingerprint
  }

  private func take<Body>(
    _ place: Place, _ body: Body.Type,
    _ use: (Verified<Statement<Body>>) throws(Rejection) -> Void
  ) {
    guard let statement = try? files.statement(body, at: place) else { return }
    try? use(statement)
  }

  /// What people have forgiven this hospital, which a restored state does not know yet.
  private func forgetForgiven() {
    let pardons = restartsInForce.filter { $0.body.members[hospital.id] != nil }
    guard let last = pardons.map(\.round).max() else { return }
    evidence = evidence.filter { _, offence in
      offence.place.member != hospital.id || offence.place.round > last
    }
  }

  private func remember() throws {
    forgetForgiven()
    let known = try convicted
    let all = known.union(evidence.values.map(\.place.member))
    guard all != known else { return }
    guard !all.contains(hospital.id) else {
      // The least of them: a dictionary's first is chance, and a seed has to replay.
      let proofs = evidence.filter { $0.value.place.member == hospital.id }.map(\.key.json)
      throw OwnFolderCheck.behind(
        proofs.min() ?? "evidence",
        "proves that this hospital signed something twice", hospital)
    }
    try convictedValue.save(all.sorted())
  }

  private var convictedValue: DurableValue<[MemberID]> {
    hospital.journal.value("convicted", of: [MemberID].self)
  }
}
