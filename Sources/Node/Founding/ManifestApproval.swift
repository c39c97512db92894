import Artifacts
import Rounds

/// Pins a manifest in the hospital's settings and signs its digest.
struct ManifestApproval {
  let hospital: Hospital
  /// What the hospital remembers of the consortium that this one follows.
  var review: SuccessionReview?

  /// Approves a manifest that names this hospital with exactly its own keys and enrolment.
  ///
  /// - Parameters:
  ///   - start: the parameters to start from, checked against the plan's digest; nobody approves
  ///     what is not here.
  ///   - acceptsNoNoise: whether people have accepted that the plan releases exact counts.
  /// - Throws: `NodeError` 78 when another manifest is pinned or this hospital's entry differs, 64
  ///   when the plan releases exact counts and nobody has accepted that.
  func give(
    _ manifest: Verified<Manifest>, start: [UInt8]? = nil, maxEpsilon: Double?,
    acceptsNoNoise: Bool = false
  ) throws {
    try hospital.settings.checkHasNotGoneOn()
    let exact = manifest.content.plan.kindsWithoutNoise.map(\.rawValue)
    guard exact.isEmpty || acceptsNoNoise else {
      throw NodeError(
        .usage,
        "the plan releases exact counts (\(exact.joined(separator: ", "))): no epsilon covers them, "
          + "whoever reads the shared directory may guess them, and rounds that differ in who took "
          + "part may show those of one hospital",
        remedy: "if this hospital accepts that, repeat the command with --accept-no-noise; "
          + "otherwise ask for another plan")
    }
    // Nobody approves a program that is not here to be looked at.
    try TrainerProgram(hospital: hospital, plan: manifest.content.plan)?.checkedFolder()
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
    _ = try RoundArithmetic(manifest.content.plan).initialModel(start: start)
    let author = Author(hospital: hospital)
    guard let entry = manifest.content.member(hospital.id) else {
      throw NodeError(
        .configuration, "the manifest is fixed and does not name \(hospital.id)",
        remedy: "ask \(coordinator) to found a new consortium in another directory, with "
          + "\(hospital.id)")
    }
    let enrolment = try author.enrol()
    // Not the key of now, which may have taken its place since.
    guard entry.identity == enrolment.content.body.identity,
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
      try PrivacyPurse(hospital: hospital, plan: manifest.content.plan).check(
        cap: maxEpsilon, next: (hospital.tip()?.document().round ?? 0) + 1,
        members: manifest.content.members.count)
      settings.maxEpsilon = maxEpsilon
    }
    try review?.settle(session: manifest.digest, start: start)
    settings.session = manifest.digest
    try hospital.vault(manifest.file)
    if let start { try hospital.vault(start: start, of: manifest) }
    try author.issue(
      ApprovalBody(manifest: manifest.digest), slot: .approval, session: manifest.digest)
    try hospital.remember(settings)
  }
}
