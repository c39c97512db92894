import Artifacts
import DifferentialPrivacy
import Foundation
import ModelUpdate
import Rounds
import SharedFolder
import Sodium

/// `decaph-audit verify`: re-derives rounds of a shared directory from its files alone.
public struct ConsortiumAuditor {
  /// Which rounds are asked for.
  public enum Scope: Sendable, Equatable {
    /// Every round that is here.
    case all
    /// These rounds.
    case rounds([Int])
  }

  private let folder: AuditFolder
  private let session: String?
  private let key: SealingKey?

  /// Prepares an audit.
  ///
  /// - Parameters:
  ///   - session: the expected session in hex, or its first digits.
  ///   - keyFile: a member's or an auditor's sealing key; without one the sums are skipped.
  /// - Throws: ``AuditError`` 66 when the directory or the key file is not there, 64 when the key
  ///   is none.
  public init(directory: String, session: String?, keyFile: String?) throws(AuditError) {
    guard FileManager.default.fileExists(atPath: directory) else {
      throw AuditError(66, "no directory \(directory)", remedy: "check --dir")
    }
    folder = AuditFolder(folder: DirectoryFolder(directory))
    self.session = session
    key = try keyFile.map { path throws(AuditError) in try Self.key(path) }
  }

  /// Audits; the same folder gives the same report.
  ///
  /// - Parameter progress: told which of how many rounds is being recomputed.
  /// - Throws: ``AuditError`` 66 when a round that is asked for is not there at all.
  public func audit(
    _ scope: Scope, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(AuditError) -> AuditReport {
    let consortium = ConsortiumAudit(folder, session: session)
    guard let manifest = consortium.manifest, let genesis = consortium.genesis else {
      return AuditReport(
        session: consortium.manifest?.digest.hex, findings: consortium.findings)
    }
    if let key, !manifest.content.readers.contains(key.publicKey) {
      throw AuditError(
        64, "the key is not one of this consortium's members or auditors",
        remedy: "give the key of a member or auditor named in the manifest, or none")
    }
    let rounds = try self.rounds(scope, manifest)
    var walk = RoundWalk(
      folder: folder, key: key, manifest: manifest, genesis: genesis)
    var findings = consortium.findings
    if scope == .all || rounds.contains(1) {
      findings += walk.genesisFindings(consortium.approvals)
    }
    for (index, round) in rounds.enumerated() {
      progress(index + 1, rounds.count)
      findings += walk.audit(round)
    }
    findings += walk.closing(upTo: rounds.last ?? 0)
    return AuditReport(session: manifest.digest.hex, findings: findings)
  }

  /// The rounds to audit, in order.
  private func rounds(
    _ scope: Scope, _ manifest: Verified<Manifest>
  ) throws(AuditError) -> [Int] {
    let present = Set(
      manifest.content.members.flatMap { member in
        folder.list(member.id.name).compactMap { name -> Int? in
          let round = Int(name.dropFirst("round-".count))
          return round.flatMap { Place.roundFolder($0) == name ? $0 : nil }
        }
      })
    // The commit that opens the round after the last lies in a folder of its own.
    let begun = present.sorted().filter { $0 > 0 && hasBegun($0, manifest) }
    switch scope {
    case .all: return begun
    case .rounds(let asked):
      guard let first = asked.first(where: { !begun.contains($0) }) else { return asked }
      throw AuditError(
        66, "there is no round \(first) in this directory",
        remedy: begun.isEmpty
          ? "no round has begun yet" : "rounds here: \(begun[0]) to \(begun[begun.count - 1])")
    }
  }

  private func hasBegun(_ round: Int, _ manifest: Verified<Manifest>) -> Bool {
    manifest.content.members.contains { member in
      folder.list("\(member.id)/\(Place.roundFolder(round))")
        .contains { $0 != "commit.json" && $0 != "commit.json.minisig" }
    }
  }

  private static func key(_ path: String) throws(AuditError) -> SealingKey {
    // Read as the shared directory is: only a plain file, never waiting for a pipe.
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    guard
      var bytes = try? DirectoryFolder(file.deletingLastPathComponent().path)
        .read(file.lastPathComponent, limit: 4096)
    else {
      throw AuditError(66, "no key file \(path)", remedy: "check --key")
    }
    do {
      return try SealingKeyFile.decode(wiping: &bytes, file: path)
    } catch {
      throw AuditError(64, error.description, remedy: error.remedy)
    }
  }
}
