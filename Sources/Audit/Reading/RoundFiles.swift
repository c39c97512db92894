import Artifacts
import Rounds
import SharedFolder
import Sodium

/// All that lies in the shared directory for one round, read and verified by itself.
struct RoundFiles {
  /// The round.
  let round: Int
  /// Valid masked files by author.
  private(set) var masked: [MemberID: MaskedStatement] = [:]
  /// Valid unmask files by author.
  private(set) var unmasked: [MemberID: UnmaskStatement] = [:]
  /// Valid results by publisher.
  private(set) var results: [MemberID: Verified<ResultDocument>] = [:]
  /// Valid commits, which open this round, by publisher.
  private(set) var commits: [MemberID: Verified<CommitDocument>] = [:]
  /// Valid model statements by publisher.
  private(set) var models: [MemberID: Verified<Statement<ModelBody>>] = [:]
  /// What does not pass.
  private(set) var rejections: [Rejection] = []
  /// Names that are no part of the protocol, below the shared directory.
  private(set) var strangers: [String] = []

  /// Reads a round of every member of the manifest.
  init(_ round: Int, folder: AuditFolder, verifier: Verifier, manifest: Manifest) {
    self.round = round
    for member in manifest.members.map(\.id) {
      func take<Content>(
        _ slot: Slot, _ verify: (UnverifiedFile) throws(Rejection) -> Verified<Content>
      ) -> Verified<Content>? {
        switch folder.read(Place(member: member, round: round, slot: slot), verify) {
        case .absent: break
        case .valid(let value): return value
        case .rejected(let rejection): rejections.append(rejection)
        }
        return nil
      }
      masked[member] = take(.masked) { file throws(Rejection) in
        try verifier.statement(MaskedBody.self, file)
      }
      unmasked[member] = take(.unmask(0)) { file throws(Rejection) in
        try verifier.statement(UnmaskBody.self, file)
      }
      results[member] = take(.result) { file throws(Rejection) in try verifier.result(file) }
      commits[member] = take(.commit) { file throws(Rejection) in try verifier.commit(file) }
      models[member] = take(.model) { file throws(Rejection) in
        try verifier.statement(ModelBody.self, file)
      }
      let place = Place(member: member, round: round, slot: .masked)
      let names = folder.list(place.directory)
      strangers += names.filter { !Self.names.contains($0) && ArtifactName($0) == nil }
        .map { "\(place.directory)/\($0)" }
      for name in names where !Self.names.contains(name) && ArtifactName(name) != nil {
        rejections.append(
          Rejection(
            .missing, file: "\(place.directory)/\(name)",
            "is a file of the protocol that this version cannot judge",
            remedy: "audit with a decaph that knows it"))
      }
      for (payload, isPinned) in [
        ("masked.sealed", masked[member] != nil), ("model.sealed", models[member] != nil),
      ] where names.contains(payload) && !isPinned {
        rejections.append(
          Rejection(
            .missing, file: "\(place.directory)/\(payload)", "its statement is not here or invalid")
        )
      }
    }
  }

  /// How many signed files passed.
  var count: Int {
    masked.count + unmasked.count + results.count + commits.count + models.count
  }

  /// Whether anything of the round is here at all.
  var isEmpty: Bool { count == 0 && rejections.isEmpty }

  private static let names: Set<String> = {
    let slots: [Slot] = [.masked, .unmask(0), .result, .commit, .model]
    let statements = slots.flatMap { ["\($0.name).json", "\($0.name).json.minisig"] }
    return Set(statements + ["masked.sealed", "model.sealed"])
  }()
}
