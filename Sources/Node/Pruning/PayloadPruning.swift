import Artifacts
import Foundation
import Rounds
import SharedFolder

/// Finds and removes a hospital's own sealed files of old rounds, in the shared directory and in its
/// private state.
///
/// What is signed stays, so every slot stays filled. A file leaves the outbox before it leaves the
/// shared directory: from then on nothing publishes it again, and whatever ends the process in
/// between, the next run finds the rest.
struct PayloadPruning {
  let hospital: Hospital
  let folder: any Folder
  let retention: PayloadRetention
  /// The newest round that this hospital has closed.
  let closed: Int

  /// The own sealed files that need not be kept, rounds rising.
  func find() throws -> [PrunablePayload] {
    let rounds = try hospital.signedFolders().compactMap(Self.round).sorted()
    let newest = try rounds.last { round throws in
      try hospital.signedSlots(round: round).contains(.model)
    }
    // What nobody has published completely may be all that there is of an outcome.
    let owed = try Set(hospital.owed().map(\.round))
    var found: [PrunablePayload] = []
    for round in rounds where retention.isOver(.masked, of: round, closed: closed) {
      let name = Place.roundFolder(round)
      let listed = Set(try folder.list("\(hospital.id)/\(name)"))
      for slot in try hospital.signedSlots(round: round).sorted(by: { $0.name < $1.name })
      where retention.isOver(slot, of: round, closed: closed) {
        if slot == .model, round == newest || owed.contains(round) { continue }
        let place = Place(member: hospital.id, round: round, slot: slot)
        let isShared = listed.contains("\(slot.name).sealed")
        let isKept = try hospital.journal.outbox.paths(of: place.key).contains(place.sealed)
        guard isShared || isKept, let bytes = try size(place) else { continue }
        found.append(
          PrunablePayload(place: place, bytes: bytes, isShared: isShared, isKept: isKept))
      }
    }
    return found
  }

  /// Removes one of them: first from where it would be published again.
  func remove(_ payload: PrunablePayload) throws {
    try forget(payload)
    try unpublish(payload)
  }

  /// Removes a file from the private state.
  func forget(_ payload: PrunablePayload) throws {
    try hospital.journal.outbox.drop(payload.place.sealed, of: payload.place.key)
  }

  /// Removes a file from the shared directory.
  func unpublish(_ payload: PrunablePayload) throws {
    guard let path = ArtifactPath(payload.place.sealed) else {
      preconditionFailure("\(payload.place) names a file of the protocol")
    }
    try folder.removePayload(at: path)
  }

  /// Copies of others' sealed files in the private state: those of rounds that this hospital left
  /// behind when it caught up with the others.
  func copies() throws -> [String] {
    let vault = hospital.journal.vault
    var paths: [String] = []
    for member in try vault.names(in: "") {
      for name in try vault.names(in: member) {
        guard let round = Self.round(name), retention.isOver(.masked, of: round, closed: closed)
        else { continue }
        let directory = "\(member)/\(name)"
        paths += try vault.names(in: directory).filter { $0.hasSuffix(".sealed") }
          .map { "\(directory)/\($0)" }
      }
    }
    return paths
  }

  /// The size that a statement, or a copy of one, pins; `nil` where it pins nothing.
  private func size(_ place: Place) throws -> Int? {
    guard let file = try hospital.outboxFile(at: place) else { return nil }
    return try JSONDecoder().decode(Pinning.self, from: Data(file.bytes)).payload.first?.bytes
  }

  private struct Pinning: Decodable {
    let payload: [Payload]
  }

  private static func round(_ folder: String) -> Int? {
    Int(folder.dropFirst("round-".count)).flatMap { Place.roundFolder($0) == folder ? $0 : nil }
  }
}
