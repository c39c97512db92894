import Artifacts
import SharedFolder

/// `approve`: a hospital signs the exact manifest, and may set its own cap.
public struct ApproveManifest {
  private let location: StateLocation
  private let maxEpsilon: Double?
  private let session: String?
  private let acceptsNoNoise: Bool
  private let trainer: TrainerOptions

  /// Prepares to approve the manifest of a shared directory.
  public init(
    directory: String, id: String, state: String?, maxEpsilon: Double?, session: String?,
    acceptsNoNoise: Bool = false, trainer: TrainerOptions = TrainerOptions()
  ) throws {
    location = try StateLocation(directory: directory, id: id, state: state)
    self.maxEpsilon = maxEpsilon
    self.session = session
    self.acceptsNoNoise = acceptsNoNoise
    self.trainer = trainer
  }

  /// Signs the manifest; returns what was approved. A second call repeats the first.
  public func run() throws -> String {
    let folder = try SharedFolders.open(location.directory)
    let hospital = try Hospital.open(location)
    try hospital.remember(trainer)
    try OwnFolderCheck(hospital: hospital, folder: folder).run()
    let manifest = try ConsortiumReader(folder: folder).manifest(
      by: hospital.settings.founder)
    if let session {
      guard session.count >= 16, manifest.digest.hex.hasPrefix(session.lowercased()) else {
        throw NodeError(
          .configuration,
          "the manifest here is session \(manifest.digest.hex.prefix(16)), not \(session)",
          remedy: "ask the founder for the session by telephone; give at least 16 digits")
      }
    }
    // What is approved was held against the consortium before, which may be gone by now.
    let review =
      hospital.settings.session == manifest.digest
      ? nil : try SuccessionReview(of: manifest.content, hospital, folder)
    try ManifestApproval(hospital: hospital, review: review).give(
      manifest, start: try ConsortiumReader(folder: folder).start(manifest),
      maxEpsilon: maxEpsilon, acceptsNoNoise: acceptsNoNoise)
    try Publisher(hospital: hospital, folder: folder).flushConsortium()
    return """
      \(ManifestText.of(manifest))\(try review?.text ?? "")
      \(CapText.of(hospital, manifest))
      compare the session and the founder's fingerprint by telephone; a different one means that
      the directory was tampered with

      next: decaph-node \(location.options)
      """
  }
}
