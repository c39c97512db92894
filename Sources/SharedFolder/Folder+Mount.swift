extension Folder {
  /// Tells a mounted folder from an empty mount point, before anything is written.
  ///
  /// A share that is not mounted looks like an empty directory, and a node that published into it
  /// would write on the local disk. A node that has published before therefore looks for itself.
  /// - Parameter newest: The newest statement that this hospital knows it has published; `nil`
  ///   when it has published nothing yet.
  /// - Throws: `notMounted` when the root is absent, or when the hospital's own directory should
  ///   hold `newest` and holds no folder at all; else as `list(_:)`.
  public func checkMounted(newest: ArtifactPath?) throws(FolderError) {
    guard let newest else {
      _ = try list(.root)
      return
    }
    // One missing file is no sign of a missing mount: it is published again from the journal.
    guard try folders(of: newest.member).names.isEmpty else { return }
    throw FolderError(
      .notMounted, "\(newest.member)/ is empty although \(newest) was published there",
      remedy:
        "mount the shared folder, or wait until its transport has caught up; retried by itself"
    )
  }
}
