import Artifacts
import Rounds
import SharedFolder

/// `prune`: a hospital removes its own sealed files of old rounds, so that disks do not fill.
public struct PrunePayloads {
  private let location: StateLocation
  private let keep: Int
  private let isDryRun: Bool

  /// Prepares to prune.
  ///
  /// - Parameters:
  ///   - keep: for how many further rounds files are kept; at least as many as the plan says.
  ///   - isDryRun: whether to list only.
  public init(
    directory: String, id: String, state: String?, keep: Int, isDryRun: Bool
  ) throws {
    location = try StateLocation(directory: directory, id: id, state: state)
    self.keep = keep
    self.isDryRun = isDryRun
  }

  /// Prunes; returns what to tell the person.
  public func run() throws -> String {
    let folder = try SharedFolders.open(location.directory)
    let hospital = try Hospital.open(location)
    guard let manifest = try hospital.pinnedManifest(), let tip = try hospital.tip() else {
      throw NodeError(
        .configuration, "no round has begun for \(location.member): there is nothing to remove",
        remedy: "'decaph-node status' says what is next")
    }
    let retention = try retention(manifest.content.plan)
    try OwnFolderCheck(hospital: hospital, folder: folder).run()
    let closed = try tip.document()
    guard closed.outcome != .restart else {
      throw NodeError(
        .tryLater, "the newest round is a restart, and nobody has gone on from it yet",
        remedy: "run 'prune' again when the next round is closed")
    }
    let pruning = PayloadPruning(
      hospital: hospital, folder: folder, retention: retention, closed: closed.round)
    let payloads = try pruning.find()
    let copies = try pruning.copies()
    if !isDryRun {
      for payload in payloads { try pruning.remove(payload) }
      for copy in copies { try hospital.journal.vault.drop(copy) }
    }
    return text(payloads, copies: copies.count, closed: closed.round)
  }

  /// What is kept, if the plan lets anybody remove anything.
  private func retention(_ plan: Plan) throws -> PayloadRetention {
    guard let agreed = PayloadRetention(plan) else {
      throw NodeError(
        .configuration,
        "the plan that all hospitals approved lets nobody remove sealed files: it has no "
          + "keep_payloads",
        remedy: "leave them: to every audit they would be missing. Make room otherwise, and name "
          + "keep_payloads in the plan of the next consortium")
    }
    guard keep >= agreed.rounds else {
      throw NodeError(
        .usage, "--keep \(keep) is less than the plan's keep_payloads, \(agreed.rounds)",
        remedy: "give --keep \(agreed.rounds) or more")
    }
    return PayloadRetention(rounds: keep)
  }

  private func text(_ payloads: [PrunablePayload], copies: Int, closed: Int) -> String {
    guard let last = payloads.map(\.place.round).max() else {
      return """
        \(location.member) has nothing to remove: round \(closed) is the newest closed one, and \
        --keep \(keep) keeps the sealed files of the \(keep) rounds before it
        """ + copiesText(copies)
    }
    let shared = payloads.filter(\.isShared)
    let kept = payloads.filter(\.isKept)
    let list =
      isDryRun ? payloads.map { "\($0.place.sealed)  \($0.bytes) bytes\n" }.joined() + "\n" : ""
    return list + """
      \(location.member) \(isDryRun ? "would remove" : "removed") its sealed files of rounds up to \
      \(last); round \(closed) is the newest closed one
      shared directory  \(shared.count) files, \(Self.bytes(shared)) bytes
      private state     \(kept.count) files, \(Self.bytes(kept)) bytes
      """ + copiesText(copies)
  }

  private func copiesText(_ count: Int) -> String {
    guard count > 0 else { return "" }
    return "\nprivate state     \(count) copies of others' sealed files"
      + (isDryRun ? " would be removed" : " removed")
  }

  private static func bytes(_ payloads: [PrunablePayload]) -> Int {
    payloads.reduce(0) { $0 + $1.bytes }
  }
}
