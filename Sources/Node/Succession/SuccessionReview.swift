import Artifacts
import Foundation
import ModelUpdate
import Rounds
import SharedFolder
import Sodium

/// What a hospital holds against its own memory before it approves a consortium that follows another.
struct SuccessionReview {
  private let manifest: Manifest
  private let file: String
  private let state: String
  let reader: ConsortiumReader
  /// The hospital in the consortium before; `nil` where it was in none, or has lost that state.
  let former: FormerHospital?

  /// Finds the state that the hospital joined with.
  ///
  /// - Parameter manifest: signed, or about to be.
  init(of manifest: Manifest, _ hospital: Hospital, _ folder: any Folder) throws {
    self.manifest = manifest
    file = Place(member: manifest.coordinator, slot: .manifest).json
    state = hospital.root
    reader = ConsortiumReader(folder: folder)
    former = try hospital.settings.former.map { try FormerHospital($0) }
  }

  /// Checks what the plan says of the consortium before, and ends there: nobody is in two consortia
  /// with one account.
  ///
  /// - Parameter start: the parameters that the plan starts from.
  /// - Throws: `NodeError` 76 where the founder says something else than this hospital remembers, 75
  ///   where this hospital has closed less or knows of more, or its node there still runs.
  func settle(session: Digest, start: [UInt8]?) throws {
    guard let former else { return }
    guard let follows = manifest.plan.follows else {
      throw NodeError(
        .configuration, "the plan follows no consortium, and this hospital joined with --after",
        remedy: "ask the founder to found it with --after too, or join without")
    }
    try former.end(for: Successor(session: session, state: state)) {
      do {
        try check(follows, former, start)
      } catch let error as Rejection where error.code != .missing {
        throw NodeError(
          .violation, error.message, remedy: "do not approve; ask the founder why")
      }
    }
  }

  private func check(
    _ follows: SuccessionPlan, _ former: FormerHospital, _ start: [UInt8]?
  ) throws {
    let (before, model) = try former.predecessor(through: follows.round)
    let last = try before.check(manifest.plan, file: file)
    let parameters = try StartFile.encode(
      model.parameters, architecture: before.manifest.content.plan.model)
    guard start == parameters else {
      throw Rejection(
        .payload, file: file,
        "the plan starts from other parameters than those after round \(follows.round) of the "
          + "consortium before")
    }
    try before.check(manifest, standings(before), file: file)
    let begun = try former.lastToPay
    guard begun > last else { return }
    throw NodeError(
      .tryLater,
      "round \(begun) of the consortium before has begun, and the plan charges rounds up to "
        + "\(last) only",
      remedy: "let all nodes end there first ('decaph-node pause' at each), then found anew in "
        + "another directory")
  }

  /// Whether a quorum goes on, before anything is signed.
  func checkQuorum() throws {
    guard let follows = manifest.plan.follows, let former else { return }
    let before = try former.predecessor(through: follows.round).consortium
    do {
      try before.check(manifest, standings(before), file: file)
    } catch let error as Rejection where error.code == .context {
      throw NodeError(
        .configuration, error.message,
        remedy: "admit more hospitals of before that join with --after, then start")
    }
  }

  /// How each member stands to the consortium before.
  func standings(_ before: Predecessor) throws -> [MemberID: Predecessor.Standing] {
    var standings: [MemberID: Predecessor.Standing] = [:]
    for member in manifest.members.map(\.id) {
      standings[member] = before.standing(
        of: member, try reader.enrolment(of: member).content.body)
    }
    return standings
  }

  /// Members and plan beside those of before, for people; empty where it cannot be told.
  var text: String {
    get throws {
      let lines = try lines()
      return lines.isEmpty
        ? "" : "\nbeside the consortium before\n  " + lines.joined(separator: "\n  ")
    }
  }

  private func lines() throws -> [String] {
    guard let follows = manifest.plan.follows, let former else { return [] }
    let before = try former.predecessor(through: follows.round).consortium
    let members = try standings(before).sorted { $0.key < $1.key }
    return members.compactMap { StandingText.of($0.key, $0.value) }
      + before.departed(from: manifest).map { "\($0) is no longer a member" }
      + PlanDifference.lines(from: before.manifest.content.plan, to: manifest.plan)
  }
}
