import Artifacts
import Foundation
import SharedFolder
import Sodium

/// Reads members' newest statements.
struct SeenStatements {
  let folder: DirectoryFolder
  let files: VerifiedFolder
  /// Seconds by which the file system's clock is ahead of this machine's.
  let clockAhead: Double

  /// Rounds of each member that are looked into, the newest.
  private static let rounds = 3

  /// The statements of the newest rounds, or of the consortium's folder before there is a round;
  /// with a valid signature, oldest round first.
  func read(_ member: MemberID) -> [SeenStatement] {
    let rounds = files.rounds(of: member).suffix(Self.rounds)
    let places =
      rounds.isEmpty
      ? files.places(of: member, round: nil)
      : rounds.flatMap { files.places(of: member, round: $0) }
    return places.filter(\.slot.isOwnStatement).compactMap(seen)
  }

  private func seen(_ place: Place) -> SeenStatement? {
    guard let file = try? files.file(at: place), (try? files.verifier.signature(of: file)) != nil,
      let path = FolderPath(place.json), let facts = try? folder.facts(path),
      let header = try? JSONDecoder().decode(Header.self, from: Data(file.bytes)),
      let created = try? Date(header.created, strategy: .iso8601)
    else { return nil }
    return SeenStatement(
      member: place.member, created: created.timeIntervalSince1970,
      changed: facts.changed - clockAhead, software: header.software,
      sees: header.sees, digest: Digest(hashing: file.bytes))
  }

  private struct Header: Decodable {
    let created: String
    let software: String
    let sees: [Digest]
  }
}
