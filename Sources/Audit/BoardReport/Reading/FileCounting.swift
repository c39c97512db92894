import Artifacts
import Rounds
import SharedFolder

/// Counts what each hospital published, by kind. Sizes are those that were signed; the audit has
/// compared them with the files.
struct FileCounting {
  /// By hospital and kind.
  private(set) var tallies: [MemberID: [FileKind: FileTally]] = [:]
  private let manifest: Manifest
  private let folder: AuditFolder

  init(_ manifest: Manifest, folder: AuditFolder) {
    self.manifest = manifest
    self.folder = folder
  }

  /// Takes in the `consortium/` folders.
  mutating func addFounding() {
    for member in manifest.members.map(\.id) {
      let directory = "\(member)/consortium"
      for name in folder.list(directory) {
        guard let artifact = ArtifactName(name),
          Slot(name: artifact.slot.description)?.isConsortium == true
        else { continue }
        let path = "\(directory)/\(name)"
        guard let size = try? folder.bytes(path, limit: limit(artifact)).count else { continue }
        tallies[member, default: [:]][.founding, default: FileTally()].add(size)
      }
    }
  }

  /// Takes in one round's valid files.
  mutating func add(_ files: RoundFiles) {
    for copy in files.masked.values.joined() {
      let kinds: (FileKind, FileKind) = copy.isOriginal ? (.masked, .vector) : (.copy, .copy)
      add(copy.statement, as: kinds.0, of: copy.place.member)
      for payload in copy.statement.content.payload { add(payload, kinds.1, copy.place.member) }
    }
    for vote in files.votes.values.flatMap(\.values) { add(vote, as: .ballot) }
    for cut in files.cuts.values.flatMap(\.values) { add(cut, as: .ballot) }
    for unmask in files.unmasked.values.flatMap(\.values) { add(unmask, as: .shares) }
    for evidence in files.evidence { add(evidence, as: .dispute) }
    for restart in files.restarts { add(restart, as: .dispute) }
    for result in files.results.values { add(result, as: .outcome) }
    for commit in files.commits.values { add(commit, as: .outcome) }
    for model in files.models.values {
      add(model, as: .modelStatement)
      for payload in model.content.payload { add(payload, .model, model.place.member) }
    }
  }

  private mutating func add<Content>(
    _ file: Verified<Content>, as kind: FileKind, of member: MemberID? = nil
  ) {
    let owner = member ?? file.place.member
    // The signature is a file as well.
    for size in [file.bytes.count, file.signature.count] {
      tallies[owner, default: [:]][kind, default: FileTally()].add(size)
    }
  }

  private mutating func add(_ payload: Payload, _ kind: FileKind, _ member: MemberID) {
    tallies[member, default: [:]][kind, default: FileTally()].add(payload.bytes)
  }

  private func limit(_ artifact: ArtifactName) -> Int {
    guard artifact.part == .parameters else { return CanonicalJSON.sizeLimit }
    return (try? RoundArithmetic(manifest.plan).startFileSize()) ?? 0
  }
}
