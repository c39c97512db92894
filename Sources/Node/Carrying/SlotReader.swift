import Artifacts
import Foundation
import Rounds
import SharedFolder
import Sodium

/// Reads what lies under one slot of a folder and holds it against its author's signature.
struct SlotReader {
  let folder: any Folder
  let consortium: CarriedConsortium
  private let sealedLimit: Int

  init(_ folder: any Folder, _ consortium: CarriedConsortium) throws {
    self.folder = folder
    self.consortium = consortium
    sealedLimit = try consortium.sealedLimit()
  }

  /// What a slot holds.
  struct Found {
    /// Files that are as they were signed, in the order of publication: what a statement pins,
    /// the statement, its signature.
    var files: [(path: ArtifactPath, bytes: [UInt8])] = []
    /// What is not as it was signed, or cannot be told.
    var faults: [CarryFault] = []
    /// Whether something is still on its way.
    var isIncomplete = false
  }

  /// Reads the parts of a slot that are listed.
  func read(_ slot: ListedSlot) -> Found {
    var found = Found()
    guard slot.parts.contains(.statement), slot.parts.contains(.signature) else {
      found.isIncomplete = true
      return found
    }
    let statement: UnverifiedFile
    do {
      statement = UnverifiedFile(
        place: slot.place,
        bytes: try folder.read(slot.path(.statement), limit: CanonicalJSON.sizeLimit),
        signature: try folder.read(slot.path(.signature), limit: Self.signatureLimit))
      guard try check(statement) else {
        found.isIncomplete = true
        return found
      }
    } catch {
      found.faults.append(CarryFault(slot.place.json, refused: error))
      return found
    }
    addPinned(slot, by: statement, to: &found)
    found.files.append((slot.path(.statement), statement.bytes))
    found.files.append((slot.path(.signature), statement.signature))
    return found
  }

  /// The largest signature file, as everywhere.
  static let signatureLimit = 4096

  /// The largest size that a part of a slot may have.
  func limit(_ part: ArtifactName.Part) -> Int {
    switch part {
    case .statement: CanonicalJSON.sizeLimit
    case .signature: Self.signatureLimit
    case .payload: sealedLimit
    case .parameters: (try? RoundArithmetic(consortium.plan).startFileSize()) ?? 0
    }
  }

  /// Whether its author has signed it for this place of this consortium; false while that cannot be
  /// told.
  private func check(_ file: UnverifiedFile) throws -> Bool {
    let place = file.place
    switch place.slot {
    case .enrol(1):
      let enrolment = try Verifier.enrolment(file)
      guard let manifest = consortium.manifest else { return true }
      guard manifest.content.member(place.member)?.enrolment == enrolment.digest else {
        throw Rejection(.context, file: place.json, "is not the one that the manifest names")
      }
    case .plan:
      guard place == consortium.founder.place, file.bytes == consortium.founder.bytes else {
        throw Rejection(.context, file: place.json, "is not the plan of this consortium")
      }
      try Verifier(session: .zero, identities: [place.member: consortium.identity])
        .signature(of: file)
    default:
      guard let ring = consortium.ring else { return false }
      let verifier = Verifier(ring)
      let author = place.slot.original.map {
        Place(member: $0.member, round: place.round, slot: $0.slot)
      }
      try verifier.signature(
        of: UnverifiedFile(place: author ?? place, bytes: file.bytes, signature: file.signature))
    }
    return true
  }

  /// Adds what lies beside a statement that is right, if it is what the statement pins.
  private func addPinned(
    _ slot: ListedSlot, by statement: UnverifiedFile, to found: inout Found
  ) {
    for part in [ArtifactName.Part.payload, .parameters] where slot.parts.contains(part) {
      let path = slot.path(part)
      do {
        let bytes = try folder.read(path, limit: limit(part))
        guard Digest(hashing: bytes) == pin(of: part, in: statement) else {
          throw Rejection(
            .payload, file: path.description, "is not what \(slot.place.json) pins")
        }
        found.files.append((path, bytes))
      } catch {
        found.faults.append(CarryFault(path.description, refused: error))
      }
    }
  }

  private func pin(of part: ArtifactName.Part, in statement: UnverifiedFile) -> Digest? {
    if part == .parameters { return consortium.plan.start?.digest }
    let pinning = try? JSONDecoder().decode(Pinning.self, from: Data(statement.bytes))
    return pinning?.payload.first?.digest
  }

  /// What any statement pins, whatever it says.
  private struct Pinning: Decodable {
    let payload: [Payload]
  }
}
