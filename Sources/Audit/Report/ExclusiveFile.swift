import Foundation
import Glibc

/// A new file of the auditor's own: whole or not at all, never over another unless asked.
struct ExclusiveFile {
  private let path: String
  private let option: String
  private let isReplacing: Bool?

  /// Names a file.
  ///
  /// - Parameters:
  ///   - shared: the shared directory, in which nothing of an auditor's may lie; nor in another.
  ///   - option: the option by which it was named.
  ///   - isReplacing: whether a file that is there may be replaced; `nil` where the command has no
  ///     `--force`.
  /// - Throws: ``AuditError`` 64 when it is there already, is a folder, or would lie in the shared
  ///   directory; 66 when its folder is not there.
  init(
    _ path: String, outside shared: String? = nil, option: String = "--out",
    isReplacing: Bool? = nil
  ) throws(AuditError) {
    self.option = option
    self.isReplacing = isReplacing
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().resolvingSymlinksInPath().path
    self.path = (folder == "/" ? "" : folder) + "/" + url.lastPathComponent
    let root = shared.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    let isInside = root.map { self.path.hasPrefix($0 + "/") } ?? false
    guard !isInside, AuditLocation.consortium(around: folder) == nil else {
      throw AuditError(
        64, "\(path) would lie in the shared directory, which is the hospitals' own",
        remedy: "give \(option) a file in a folder of yours")
    }
    guard AuditLocation.isDirectory(folder) else {
      throw AuditError(66, "there is no folder \(folder)", remedy: "make it, or check \(option)")
    }
    let there = try? FileManager.default.attributesOfItem(atPath: self.path)
    guard there?[.type] as? FileAttributeType != .typeDirectory else {
      throw AuditError(64, "\(path) is a folder", remedy: "give \(option) the name of a file in it")
    }
    guard there == nil || there?[.type] as? FileAttributeType == .typeRegular else {
      throw AuditError(
        64, "\(path) is a link, a pipe or a device", remedy: "give \(option) a plain file")
    }
    guard isReplacing == true || there == nil else { throw taken }
  }

  private var taken: AuditError {
    AuditError(
      64, "\(path) is there already and is not overwritten",
      remedy: "give \(option) another name" + (isReplacing == nil ? "" : ", or --force"))
  }

  /// Writes the file with mode 0600; on the disk when this returns.
  ///
  /// - Throws: ``AuditError`` 64 when the name was taken meanwhile, 74 when it cannot be written.
  ///   Then nothing of it is left, except after a crash a file `.new-…` beside it.
  func write(_ bytes: [UInt8]) throws(AuditError) {
    try bytes.withUnsafeBufferPointer { bytes throws(AuditError) in
      try write(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Writes the file from where a secret lies; as above.
  func write(_ bytes: UnsafeRawBufferPointer) throws(AuditError) {
    let folder = (path as NSString).deletingLastPathComponent
    let temporary = "\(folder)/.new-\(UUID().uuidString)"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure() }
    defer { unlink(temporary) }
    var written = 0
    while written < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let error = failure()
        close(descriptor)
        throw error
      }
      written += count
    }
    let isSynchronised = fsync(descriptor) == 0
    guard close(descriptor) == 0, isSynchronised else { throw failure() }
    // A link never replaces what is there, as a rename would.
    if isReplacing == true {
      guard rename(temporary, path) == 0 else { throw failure() }
    } else if link(temporary, path) != 0 {
      guard errno != EEXIST else { throw taken }
      guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno) else { throw failure() }
      try claim(temporary)
    }
    let directory = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw failure() }
    defer { close(directory) }
    guard fsync(directory) == 0 else { throw failure() }
  }

  /// Where a file system has no links: takes the name empty, then puts the whole file in its place.
  private func claim(_ temporary: String) throws(AuditError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw errno == EEXIST ? taken : failure() }
    close(descriptor)
    guard rename(temporary, path) == 0 else {
      let error = failure()
      unlink(path)
      throw error
    }
  }

  private func failure() -> AuditError {
    AuditError(
      74, "\(path) cannot be written: \(String(cString: strerror(errno)))",
      remedy: "check the disk and the permissions, then try again")
  }
}
