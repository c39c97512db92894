import Artifacts
import Rounds
import SharedFolder
import Sodium

/// Returns, departures and expulsions: `enrol-NNNN` from 2 on, `leave-NNNN` and `expel-NNNN` in the
/// `consortium/` folders.
struct MembershipAudit {
  /// The returns of every member by incarnation, as it has signed them. The first entry is pinned by
  /// the manifest and part of the genesis.
  private(set) var enrolments: [MemberID: [Int: Enrolment]] = [:]
  /// The departures of every member by incarnation.
  private(set) var departures: [MemberID: [Int: Verified<Statement<LeaveBody>>]] = [:]
  /// Whom the members' people want out.
  private(set) var expulsions: Expulsions
  /// The findings.
  private(set) var findings: [Finding] = []
  /// The statements as links of their authors' chains.
  private(set) var authored: [Authored] = []
  private let folder: AuditFolder
  /// Has the members' keys with every change.
  let verifier: Verifier
  private let rules: ConsortiumRules

  /// Audits what lies beside the foundation.
  init(_ folder: AuditFolder, _ manifest: Verified<Manifest>) {
    self.folder = folder
    verifier = Verifier(KeyRing(manifest, in: folder))
    rules = ConsortiumRules(manifest.content, verifier.ring)
    expulsions = Expulsions(manifest.content)
    for member in manifest.content.members {
      let names = folder.list("\(member.id)/consortium")
      let slots = Set(
        names.compactMap { ArtifactName($0).flatMap { Slot(name: $0.slot.description) } })
      for slot in slots.sorted(by: { $0.name < $1.name }) {
        let place = Place(member: member.id, slot: slot)
        switch slot {
        case .enrol(let number) where number >= 2: enrol(place, number)
        case .leave(let number): leave(place, number)
        case .expel: expel(place)
        default: break
        }
      }
    }
  }

  /// Whether a member has gone for good under an incarnation.
  func hasLeft(_ id: MemberID, _ incarnation: Int) -> Bool {
    departures[id]?.keys.contains { $0 >= incarnation } ?? false
  }

  /// Whether a member has entered again since an incarnation.
  func hasReturned(_ id: MemberID, since incarnation: Int) -> Bool {
    enrolments[id]?.keys.contains { $0 > incarnation } ?? false
  }

  private mutating func enrol(_ place: Place, _ number: Int) {
    guard let statement = take(place, EnrolmentBody.self) else { return }
    do throws(Rejection) {
      try rules.check(statement)
      enrolments[place.member, default: [:]][number] = Enrolment(statement)
      if statement.content.body.formerly != nil {
        findings.append(
          Finding(
            .note, .approvals, "\(place.member) has a new key, signed with the one before",
            file: place.json))
      }
    } catch {
      findings.append(Finding(error, .approvals, round: nil))
    }
  }

  private mutating func leave(_ place: Place, _ number: Int) {
    guard let statement = take(place, LeaveBody.self) else { return }
    do throws(Rejection) {
      try rules.check(statement)
      departures[place.member, default: [:]][number] = statement
      findings.append(
        Finding(
          .note, .approvals,
          "\(place.member) has left (incarnation \(number), reason '\(statement.content.body.reason)')",
          file: place.json))
    } catch {
      findings.append(Finding(error, .approvals, round: nil))
    }
  }

  private mutating func expel(_ place: Place) {
    guard let statement = take(place, ExpelBody.self) else { return }
    do throws(Rejection) {
      try rules.check(statement)
      expulsions.insert(statement)
      let (author, body) = (place.member, statement.content.body)
      let what =
        body.member == author ? "has revoked its own key" : "wants \(body.member) out"
      findings.append(
        Finding(.note, .approvals, "\(author) \(what) (in round \(body.round))", file: place.json))
    } catch {
      findings.append(Finding(error, .approvals, round: nil))
    }
  }

  private mutating func take<Body>(
    _ place: Place, _ body: Body.Type
  ) -> Verified<Statement<Body>>? {
    let found = folder.read(place) { file throws(Rejection) in
      if case .enrol = place.slot { try verifier.ring.adopt(file) }
      return try verifier.statement(body, file)
    }
    switch found {
    case .absent: return nil
    case .rejected(let rejection):
      findings.append(Finding(rejection, .approvals, round: nil))
      return nil
    case .valid(let statement):
      authored.append(Authored(statement))
      return statement
    }
  }
}
