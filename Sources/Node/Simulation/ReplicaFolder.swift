import SharedFolder

/// One process's access to its hospital's replica: what it publishes is sent to all others, once
/// it is complete here. A dead process reaches nothing.
final class ReplicaFolder: Folder, @unchecked Sendable {
  // A simulation runs on one thread.
  private let replica: MemoryFolder
  private let crash: CrashPoint
  private let publish: ([UInt8], ArtifactPath) -> Void

  /// - Parameter publish: told of every file that was published for the first time.
  init(
    _ replica: MemoryFolder, crash: CrashPoint, publish: @escaping ([UInt8], ArtifactPath) -> Void
  ) {
    self.replica = replica
    self.crash = crash
    self.publish = publish
  }

  func list(_ directory: FolderPath) throws(FolderError) -> [String] {
    try alive()
    return try replica.list(directory)
  }

  func read(_ path: FolderPath, limit: Int) throws(FolderError) -> [UInt8] {
    try alive()
    return try replica.read(path, limit: limit)
  }

  func holds(_ content: [UInt8], at path: FolderPath) throws(FolderError) -> Bool {
    try alive()
    return try replica.holds(content, at: path)
  }

  func publish(_ bytes: [UInt8], at path: ArtifactPath) throws(FolderError) -> Publication {
    try alive()
    if crash.comesBefore() { throw Self.crashed }
    let publication = try replica.publish(bytes, at: path)
    if publication == .published { publish(bytes, path) }
    if crash.comesAfter() { throw Self.crashed }
    return publication
  }

  func removePayload(at path: ArtifactPath) throws(FolderError) -> Bool {
    try alive()
    return try replica.removePayload(at: path)
  }

  func touch(_ folder: ArtifactFolder, of member: MemberName) throws(FolderError) { try alive() }

  func replace(_ bytes: [UInt8], at path: StatusPath) throws(FolderError) {
    try alive()
    try replica.replace(bytes, at: path)
  }

  private static let crashed = FolderError(
    .io, "the simulated process has died", remedy: "start it again")

  private func alive() throws(FolderError) {
    if crash.hasHappened { throw Self.crashed }
  }
}
