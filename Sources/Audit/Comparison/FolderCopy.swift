import Artifacts
import Foundation
import SharedFolder
import Sodium

/// One copy of a shared directory: every slot of every member, each by itself.
struct FolderCopy {
  let folder: AuditFolder
  /// What lies here, by place.
  private(set) var versions: [Place: SlotVersion] = [:]
  /// The places whose sealed file or parameters lie here.
  private(set) var payloads: Set<Place> = []
  /// Every signed version that this copy shows of a place: originals, copies, evidence.
  private(set) var shown: [Place: [Digest: String]] = [:]
  /// Digests on which somebody acted whose file lies here.
  private(set) var acted: [Digest: Place] = [:]
  /// The last position of each member's chain that lies here.
  private(set) var newest: [MemberID: Int] = [:]
  /// The last round of which each member's folder holds a signed file.
  private(set) var lastRound: [MemberID: Int] = [:]
  private let verifier: Verifier
  private let founding: Verifier

  /// Reads a copy.
  init(_ folder: AuditFolder, _ manifest: Verified<Manifest>) {
    self.folder = folder
    let members = manifest.content.members
    verifier = Verifier(KeyRing(manifest, in: folder))
    founding = Verifier(
      session: .zero,
      identities: Dictionary(uniqueKeysWithValues: members.map { ($0.id, $0.identity) }))
    for member in members.map(\.id) {
      for name in folder.list(member.name) {
        guard let place = ArtifactFolder(name) else { continue }
        read(member, place)
      }
    }
  }

  private mutating func read(_ member: MemberID, _ place: ArtifactFolder) {
    let round = if case .round(let number) = place { number } else { 0 }
    for name in folder.list("\(member)/\(place)") {
      guard let artifact = ArtifactName(name),
        let slot = Slot(name: artifact.slot.description),
        slot.isConsortium == (place == .consortium)
      else { continue }
      let place = Place(member: member, round: round, slot: slot)
      if artifact.part == .payload || artifact.part == .parameters { payloads.insert(place) }
      guard versions[place] == nil else { continue }
      let version = version(at: place)
      versions[place] = version
      if let file = version.signed { learn(file, at: place) }
    }
  }

  /// What lies at a place.
  private func version(at place: Place) -> SlotVersion {
    let names = Set(folder.list(place.directory))
    let json = place.slot.name + ".json"
    switch (names.contains(json), names.contains(json + ".minisig")) {
    case (false, false): return .absent
    case (false, true): return .half(missing: "the file that the signature is of")
    case (true, false): return .half(missing: "its signature")
    case (true, true): break
    }
    // What cannot be read is compared as empty: it shows as cut short.
    let bytes = (try? folder.bytes(place.json, limit: CanonicalJSON.sizeLimit)) ?? []
    let signature = (try? folder.bytes(place.signature, limit: 4096)) ?? []
    let origin = Self.origin(of: place)
    let file = UnverifiedFile(place: origin, bytes: bytes, signature: signature)
    do throws(Rejection) {
      switch place.slot {
      case .manifest: _ = try Verifier.manifest(file)
      case .plan, .enrol(1): try founding.signature(of: file)
      default: try verifier.signature(of: file)
      }
      return .signed(file)
    } catch {
      return .refused(file, error)
    }
  }

  /// Keeps what a signed file shows of its own slot and of others.
  private mutating func learn(_ file: UnverifiedFile, at place: Place) {
    shown[file.place, default: [:]][Digest(hashing: file.bytes)] = place.json
    lastRound[place.member] = max(lastRound[place.member] ?? 0, place.round)
    guard let said = Self.names(in: file) else { return }
    for digest in said.acted { acted[digest] = acted[digest] ?? place }
    if place.slot.isOwnStatement, let seq = said.seq {
      newest[place.member] = max(newest[place.member] ?? 0, seq)
    }
    guard case .evidence = place.slot, let about = said.body?.place.flatMap({ Place($0) }) else {
      return
    }
    for copy in (said.body?.copies ?? []).compactMap({ $0.file(at: about) })
    where (try? verifier.signature(of: copy)) != nil {
      shown[about, default: [:]][Digest(hashing: copy.bytes)] = place.json
    }
  }

  /// What a signed file names.
  static func names(in file: UnverifiedFile) -> NamedDigests? {
    try? JSONDecoder().decode(NamedDigests.self, from: Data(file.bytes))
  }

  /// The place for which a file was signed: its own, or for a copy the author's.
  static func origin(of place: Place) -> Place {
    place.slot.original.map { Place(member: $0.member, round: place.round, slot: $0.slot) } ?? place
  }
}
