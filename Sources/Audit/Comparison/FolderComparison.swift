import Artifacts
import Foundation
import SharedFolder
import Sodium

/// Two hospitals' copies of the shared directory, held against each other: who is missing what, and
/// who was shown something else.
public struct FolderComparison: Sendable {
  /// The differences, worst first, then by file.
  public let differences: [FolderDifference]
  /// Digest of the manifest by which both were read.
  public let session: String
  /// How many signed or sealed files are the same in both.
  public let same: Int
  private let directories: [String]

  /// Compares two directories.
  ///
  /// - Parameter session: the expected session in hex, or its first digits.
  /// - Throws: ``AuditError`` 66 when a directory or every manifest is missing, 64 when both name one
  ///   directory.
  public init(_ first: String, _ second: String, session: String?) throws(AuditError) {
    directories = [first, second]
    var folders: [AuditFolder] = []
    for directory in directories {
      guard AuditLocation.isDirectory(directory) else {
        throw AuditError(66, "no directory \(directory)", remedy: "check the two directories")
      }
      folders.append(AuditFolder(folder: DirectoryFolder(directory)))
    }
    let paths = directories.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    guard paths[0] != paths[1] else {
      throw AuditError(
        64, "both are the directory \(paths[0])", remedy: "give the copies of two hospitals")
    }
    let manifests = folders.map { ConsortiumAudit($0, session: session).manifest }
    guard let manifest = manifests[0] ?? manifests[1] else {
      throw AuditError(
        66, "no manifest lies in either directory", remedy: "check the two directories")
    }
    if let session, !manifest.digest.hex.hasPrefix(session.lowercased()) {
      throw AuditError(
        64, "the manifest here is session \(manifest.digest)",
        remedy: "check --session, and that both are copies of your consortium's directory")
    }
    self.session = manifest.digest.hex
    if let other = manifests[1], other.digest != manifest.digest {
      differences = [Self.sessions(manifest, other)]
      same = 0
      return
    }
    var pairing = FolderPairing(
      FolderCopy(folders[0], manifest), FolderCopy(folders[1], manifest), manifest.content)
    pairing.compare()
    differences = pairing.differences.sorted {
      (Self.rank($0), $0.file) < (Self.rank($1), $1.file)
    }
    same = pairing.same
  }

  /// 0 the same, 1 something differs that no transfer explains, 2 only something is missing.
  public var exitCode: Int32 {
    if differences.contains(where: { !$0.kind.isOfTransit }) { return 1 }
    return differences.isEmpty ? 0 : 2
  }

  /// Two manifests: two sessions, in which no file of one counts in the other.
  private static func sessions(
    _ one: Verified<Manifest>, _ other: Verified<Manifest>
  ) -> FolderDifference {
    let identities = [one, other].map { $0.content.member($0.content.coordinator)?.identity }
    let isOneFounder = identities[0] == identities[1] && one.place == other.place
    return FolderDifference(
      kind: isOneFounder ? .equivocation : .differs, file: one.place.json,
      signer: one.content.coordinator.name, first: one.digest.hex, second: other.digest.hex,
      lacking: nil, isExplainedByTransit: false,
      judgement: isOneFounder
        ? "\(one.content.coordinator) founded two sessions with one key: the hospitals were shown "
          + "different manifests"
        : "these are the directories of two different consortiums",
      next: "compare the session by telephone; nothing else in the two can be compared")
  }

  private static func rank(_ difference: FolderDifference) -> Int {
    let order: [FolderDifference.Kind] = [.equivocation, .altered, .differs, .incomplete, .missing]
    return order.firstIndex(of: difference.kind) ?? order.count
  }

  /// What the command prints.
  public var printout: Printout {
    var lines = [
      "first    \(AuditReport.plain(directories[0]))",
      "second   \(AuditReport.plain(directories[1]))",
      "session  \(session)", "",
    ]
    for difference in differences { lines += Self.lines(difference) }
    let counts = Dictionary(grouping: differences, by: \.kind).map {
      ($0.key.rawValue, $0.value.count)
    }
    .sorted { $0.0 < $1.0 }.map { "\($0.1) \($0.0)" }
    lines.append(
      differences.isEmpty
        ? "the same: \(same) files of the protocol"
        : "not the same: \((["\(same) the same"] + counts).joined(separator: ", "))")
    let end = ComparisonVerdict(
      verdict: exitCode == 0 ? "same" : exitCode == 1 ? "different" : "missing", same: same,
      session: session)
    return Printout(
      text: lines.joined(separator: "\n") + "\n",
      jsonLines: (differences.map(Printout.line) + [Printout.line(end)]).joined(),
      exitCode: exitCode)
  }

  private static func lines(_ difference: FolderDifference) -> [String] {
    [
      TextTable.pad(
        difference.kind.isOfTransit
          ? difference.kind.rawValue : difference.kind.rawValue.uppercased(),
        14) + difference.file + "  (signer: \(difference.signer))",
      "     first   \(difference.first)", "     second  \(difference.second)",
      "     judged  " + difference.judgement, "     next: " + difference.next,
    ].map(AuditReport.plain)
  }

  private struct ComparisonVerdict: Encodable {
    let verdict: String
    let same: Int
    let session: String
  }
}
