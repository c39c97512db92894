import SharedFolder

extension RoundKeeper {
  /// Where a hospital stands between two runs of its node, for a command by which people decide
  /// something about its rounds.
  ///
  /// - Parameters:
  ///   - nothing: what cannot be as long as no round has begun.
  ///   - remedy: what helps then; the hospital's own command is added.
  /// - Throws: `NodeError` 78 where no round has begun, or the state is behind the folder.
  convenience init(
    at location: StateLocation, orElse nothing: String, _ remedy: String = "run"
  ) throws {
    let folder = try SharedFolders.open(location.directory)
    let hospital = try Hospital.open(location)
    try OwnFolderCheck(hospital: hospital, folder: folder).run()
    guard let manifest = try hospital.pinnedManifest(), let tip = try hospital.tip() else {
      throw NodeError(
        .configuration, "no round has begun for \(location.member): \(nothing)",
        remedy:
          "\(remedy) 'decaph-node \(location.options) --once' first"
      )
    }
    try self.init(hospital: hospital, folder: folder, manifest: manifest, tip: tip)
  }
}
