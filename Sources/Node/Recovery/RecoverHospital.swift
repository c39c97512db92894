import Artifacts
import SharedFolder

/// `recover`: a hospital whose state was rolled back enters again under a new incarnation.
public struct RecoverHospital {
  private let location: StateLocation

  /// Prepares to recover a hospital's state.
  public init(directory: String, id: String, state: String?) throws {
    location = try StateLocation(directory: directory, id: id, state: state)
  }

  /// Recovers; returns what to tell the person.
  public func run() throws -> String {
    let folder = try SharedFolders.open(location.directory)
    let hospital = try Hospital.open(location)
    guard let manifest = try hospital.pinnedManifest() else {
      throw NodeError(
        .configuration,
        "\(location.member) has approved no manifest yet: there is nothing to recover",
        remedy: "run 'decaph-node approve'")
    }
    try hospital.stay()
    let outcome = try StateRecovery(hospital: hospital, folder: folder, manifest: manifest).run()
    try Publisher(hospital: hospital, folder: folder).flushConsortium()
    var lines = ["\(location.member) enters again as incarnation \(outcome.incarnation)"]
    lines.append("own signed files taken in from the shared directory: \(outcome.found.count)")
    for path in outcome.signedTwice {
      lines.append("signed twice, by this state and by a copy of it: \(path)")
    }
    if !outcome.signedTwice.isEmpty {
      lines.append("the others may have proof of that and keep \(location.member) out: tell them")
    }
    lines.append("")
    lines.append("next: decaph-node \(location.options)")
    lines.append(
      "      it is in the rounds again two rounds later, if the others can go on without it;")
    lines.append("      if they cannot, a restart is needed: decaph-node restart --help")
    return lines.joined(separator: "\n")
  }
}
