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

  let folder: AuditFolder
  let directory: String
  var session: String?
  let key: SealingKey?
  /// The folder of the consortium that this one follows, where it is to be held against it.
  var before: AuditFolder?

  /// Prepares an audit.
  ///
  /// - Parameters:
  ///   - session: the expected session in hex, or its first digits.
  ///   - keyFile: a member's or an auditor's sealing key; without one the sums are skipped.
  ///   - ask: asks for the passphrase of a member's key; nil for never.
  /// - Throws: ``AuditError`` 66 when the directory or the key file is not there, 64 when the key
  ///   is none.
  public init(
    directory: String, session: String?, keyFile: String?, ask: SealingKeyReader.Question? = nil
  ) throws(AuditError) {
    guard AuditLocation.isDirectory(directory) else {
      throw AuditError(66, "no directory \(directory)", remedy: "check --dir")
    }
    folder = AuditFolder(folder: DirectoryFolder(directory))
    self.directory = directory
    self.session = session
    key = try keyFile.map { path throws(AuditError) in
      try SealingKeyReader(path: path, ask: ask).read()
    }
  }

  /// Prepares an audit of a folder that need not lie on a disk.
  public init(folder: any Folder, key: SealingKey?) {
    self.folder = AuditFolder(folder: folder)
    directory = "."
    self.key = key
    session = nil
  }

  /// Whether it can open sealed files.
  var hasKey: Bool { key != nil }

  /// Audits; the same folder gives the same report.
  ///
  /// - Parameter progress: told up to which of how many rounds is being recomputed.
  /// - Throws: ``AuditError`` 66 when a round that is asked for is not there at all.
  public func audit(
    _ scope: Scope, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(AuditError) -> AuditReport {
    try examine(scope, progress: progress).report
  }

  /// Audits, and keeps what was read on the way.
  ///
  /// - Parameter width: how many rounds at a time; nil for as many as cores and memory allow.
  func examine(
    _ scope: Scope, width: Int? = nil, progress: (Int, Int) -> Void = { _, _ in }
  ) throws(AuditError) -> Examination {
    let consortium = ConsortiumAudit(folder, session: session)
    guard let manifest = consortium.manifest, let genesis = consortium.genesis,
      let membership = consortium.membership
    else {
      return Examination(
        report: AuditReport(
          session: consortium.manifest?.digest.hex, findings: consortium.findings),
        manifest: consortium.manifest, walk: nil)
    }
    if let key, !manifest.content.readers.contains(key.publicKey) {
      throw AuditError(
        64, "the key is not one of this consortium's members or auditors",
        remedy: "give the key of a member or auditor named in the manifest, or none")
    }
    let folders = RoundFolders(folder, manifest.content)
    let rounds = try Self.rounds(scope, folders.begun)
    var walk = RoundWalk(
      folder: folder, key: key, manifest: manifest, genesis: genesis, membership: membership,
      folders: folders)
    var findings = consortium.findings
    findings += try SuccessionAudit(
      manifest: manifest, folder: folder, before: auditorBefore(manifest.content)
    ).findings()
    if scope == .all || rounds.contains(1) {
      findings += walk.genesisFindings(consortium.authored)
    }
    findings += walk.audit(
      rounds, width: width ?? RoundsAhead.width(manifest.content), progress: progress)
    findings += walk.closing(rounds)
    return Examination(
      report: AuditReport(session: manifest.digest.hex, findings: findings),
      manifest: manifest, walk: walk)
  }

  /// The rounds to audit, in order.
  private static func rounds(_ scope: Scope, _ begun: [Int]) throws(AuditError) -> [Int] {
    switch scope {
    case .all: return begun
    case .rounds(let asked):
      guard let first = asked.first(where: { !begun.contains($0) }) else { return asked }
      throw RoundFolders.lack(first, of: begun)
    }
  }
}
