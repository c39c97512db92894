import Artifacts

/// Pins a manifest in the hospital's settings and signs its digest.
struct ManifestApproval {
  let hospital: Hospital

  /// Approves a manifest that names this hospital with exactly its own keys and enrolment.
  ///
  /// - Throws: `NodeError` 78 when another manifest is pinned or this hospital's entry differs.
  func give(_ manifest: Verified<Manifest>, maxEpsilon: Double?) throws {
    var settings = hospital.settings
    if let pinned = settings.session, pinned != manifest.digest {
      throw NodeError(
        .violation,
        "the manifest in the shared directory is not the approved one "
          + "(approved \(pinned.hex.prefix(16)), here \(manifest.digest.hex.prefix(16)))",
        remedy: "tell the consortium; do not go on in this directory")
    }
    let coordinator = manifest.content.coordinator
    guard let founder = settings.founder,
      manifest.content.member(coordinator)?.identity == founder
    else {
      throw NodeError(
        .violation, "the manifest is not signed by the founder whom this hospital joined",
        remedy: "the directory was tampered with: tell the founder by telephone")
    }
    try PlanFitness(manifest.content.plan).check(members: manifest.content.members.count)
    let author = Author(hospital: hospital)
    guard let entry = manifest.content.member(hospital.id) else {
      throw NodeError(
        .configuration, "the manifest does not name \(hospital.id)",
        remedy: "ask the founder to admit \(hospital.id) before 'start'")
    }
    let enrolment = try author.enrol()
    guard entry.identity == hospital.identity.publicKey,
      entry.sealing == hospital.sealing.publicKey, entry.enrolment == enrolment.digest
    else {
      throw NodeError(
        .violation, "the manifest names other keys for \(hospital.id) than this hospital's own",
        remedy: "tell the founder: the enrolment was exchanged on its way; found anew")
    }
    if let maxEpsilon {
      guard maxEpsilon > 0, maxEpsilon.isFinite else {
        throw NodeError(
          .usage, "--max-epsilon must be a positive number", remedy: "give a cap such as 4.0")
      }
      settings.maxEpsilon = maxEpsilon
    }
    settings.session = manifest.digest
    try hospital.vault(manifest.file)
    try author.issue(
      ApprovalBody(manifest: manifest.digest), slot: .approval, session: manifest.digest)
    try hospital.remember(settings)
  }
}
