import Artifacts
import ModelUpdate
import Rounds
import SharedFolder
import Sodium

/// Who reads a consortium's models: a hospital with its own state, or whoever holds a key file.
struct ModelReader {
  let folder: any Folder
  let manifest: Verified<Manifest>
  private let key: SealingKey
  private let hospital: Hospital?

  /// Reads as a hospital, beside its running node: the manifest is the one that it has approved.
  init(_ location: StateLocation) throws {
    guard try location.exists() else {
      throw NodeError(
        .missing,
        "\(location.member) has no state for \(location.directory) at \(location.state)",
        remedy: "check --id, --dir and --state, or give the --key of a member or auditor")
    }
    folder = try SharedFolders.open(location.directory)
    let hospital = try Hospital.look(location)
    guard let manifest = try hospital.pinnedManifest() else {
      throw NodeError(
        .configuration, "\(location.member) has not approved a manifest yet",
        remedy: "'decaph-node status' says what is next")
    }
    self.manifest = manifest
    self.hospital = hospital
    key = hospital.sealing
  }

  /// Reads with a member's or an auditor's key file.
  ///
  /// - Parameter session: the expected session, 16 of its digits or more; `nil` for whatever lies
  ///   in the directory.
  init(directory: String, keyFile: String, session: String?) throws {
    folder = try SharedFolders.open(directory)
    manifest = try ConsortiumReader(folder: folder).manifest()
    hospital = nil
    if let session {
      guard session.count >= 16, manifest.digest.hex.hasPrefix(session.lowercased()) else {
        throw NodeError(
          .configuration, "the manifest here is session \(manifest.digest.hex.prefix(16))",
          remedy: "give --session at least 16 digits of that of your consortium, or check --dir")
      }
    }
    var bytes = try NamedFile(keyFile).read(limit: 4096)
    do {
      key = try SealingKeyFile.decode(wiping: &bytes, file: keyFile)
    } catch {
      throw NodeError(.usage, error.description, remedy: error.remedy)
    }
    guard manifest.content.readers.contains(key.publicKey) else {
      throw NodeError(
        .usage, "the key is not one of this consortium's members or auditors",
        remedy: "give the key of a member or auditor that the manifest names")
    }
  }

  /// The last round that the hospital has closed by itself; its chain of digests leads to all
  /// earlier results.
  private func tip() throws -> KnownResult? {
    try hospital?.tip().map {
      KnownResult(try $0.document(), digest: Digest(hashing: $0.resultBytes))
    }
  }

  /// The model after a closed round, with the results that lead to it.
  ///
  /// - Parameter round: `nil` for the newest.
  func read(round: Int?) throws -> (model: ModelState, results: [KnownResult]) {
    let results = try ClosedRounds(
      folder, manifest, tip: try tip(), start: try hospital?.vaultedStart(of: manifest)
    ).results(through: round)
    guard let last = results.last else {
      throw NodeError(.missing, "no round is closed", remedy: "wait for the first round")
    }
    let published = PublishedModel(folder: folder, manifest: manifest, key: key)
    var fault: (any Error)?
    for member in manifest.content.members.map(\.id) {
      do {
        if let model = try published.read(last, from: member) { return (model, results) }
      } catch {
        fault = fault ?? error
      }
    }
    // A hospital keeps its own newest models.
    let plan = manifest.content.plan
    if let own = try? hospital?.model(of: last.content, plan: plan) { return (own, results) }
    if let retention = PayloadRetention(plan),
      retention.isOver(
        .model, of: last.content.round,
        closed: (try? VerifiedFolder(folder, manifest).newestRound()) ?? 0)
    {
      throw NodeError(
        .missing,
        "no model of round \(last.content.round) is here: the plan lets hospitals remove it after "
          + "\(retention.rounds) further rounds",
        remedy: "take a newer round, or ask whoever exported this one")
    }
    throw fault
      ?? NodeError(
        .tryLater, "the model of round \(last.content.round) is not here completely",
        remedy: "wait for the leader, or for the folder to synchronise")
  }
}
