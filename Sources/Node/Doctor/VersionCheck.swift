import Artifacts

/// What program the hospitals run, as their newest statements and their `status.json` say it.
struct VersionCheck {
  /// The program of each other hospital.
  let found: [MemberID: String]
  /// This program.
  let own: String

  /// Judges them.
  var finding: DoctorFinding {
    guard !found.isEmpty else { return .skip(.versions, "no other hospital has named its program") }
    let others = found.filter { $0.value != own }.sorted { $0.key < $1.key }
    guard !others.isEmpty else {
      return .ok(.versions, "all \(found.count) others run \(own), as this is")
    }
    let text = others.map { "\($0.key) runs \($0.value.prefix(32))" }.joined(separator: ", ")
    return .note(
      .versions, "\(text); this is \(own)",
      next: "agree on one version; never go back to an older one on the same state")
  }
}
