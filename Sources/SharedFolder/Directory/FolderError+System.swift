import Glibc

/// Tells in terms of the shared folder why reading failed.
func reading<Result: ~Copyable>(
  _ path: FolderPath, _ body: () throws(SystemError) -> Result
) throws(FolderError) -> Result {
  do throws(SystemError) {
    return try body()
  } catch {
    throw FolderError(reading: path, error)
  }
}

/// Tells in terms of the shared folder why writing failed.
func writing<Result: ~Copyable>(
  _ path: FolderPath, _ body: () throws(SystemError) -> Result
) throws(FolderError) -> Result {
  do throws(SystemError) {
    return try body()
  } catch {
    throw FolderError(writing: path, error)
  }
}

extension FolderError {
  /// Why a file or folder could not be read.
  init(reading path: FolderPath, _ error: SystemError) {
    switch error.number {
    case ENOENT:
      self = .missing(path)
    case EACCES, EPERM:
      self.init(
        .notReady, "\(path) cannot be read now (\(error.reason))",
        remedy:
          "let this account read it and the folders above it (chmod, chgrp, or its owner's umask)")
    case ESTALE, EIO, EAGAIN, EBUSY, ETIMEDOUT:
      self.init(
        .notReady, "\(path) cannot be read now (\(error.reason))", remedy: "retried by itself")
    case ELOOP, ENOTDIR, EISDIR, ENXIO:
      self = .notRegular(path)
    default:
      self.init(
        .io, "\(path) cannot be read (\(error.reason))",
        remedy: "check the disk or the mount of the shared folder")
    }
  }

  /// Why a file or folder could not be written.
  init(writing path: FolderPath, _ error: SystemError) {
    switch error.number {
    case ENOSPC, EDQUOT:
      self.init(
        .full, "no space for \(path) (\(error.reason))",
        remedy: "free space or raise the quota of the shared folder; retried by itself")
    case ENOENT, ESTALE:
      self.init(
        .notReady, "\(path) cannot be written now (\(error.reason))", remedy: "retried by itself")
    case EACCES, EPERM, EROFS:
      self.init(
        .io, "\(path) cannot be written (\(error.reason))",
        remedy: "make the hospital's own directory in the shared folder writable for this account")
    case ELOOP, ENOTDIR, EISDIR:
      self = .notRegular(path)
    default:
      self.init(
        .io, "\(path) cannot be written (\(error.reason))",
        remedy: "check the disk or the mount of the shared folder")
    }
  }

  /// Why the shared folder itself could not be opened.
  init(root: String, _ error: SystemError) {
    switch error.number {
    case ENOENT, ENOTCONN, ENODEV, ESTALE, EHOSTDOWN:
      self = .rootMissing(root, error.reason)
    default:
      self.init(reading: .root, error)
    }
  }

  static func rootMissing(_ root: String, _ reason: String) -> FolderError {
    FolderError(
      .notMounted, "the shared folder \(root) is not there (\(reason))",
      remedy: "mount it, or name another with --dir")
  }

  static func missing(_ path: FolderPath) -> FolderError {
    FolderError(.missing, "\(path) is not there", remedy: "wait for its writer and the transport")
  }

  static func notRegular(_ path: FolderPath) -> FolderError {
    FolderError(
      .notRegular, "\(path) is not a plain file or folder, or lies behind a link",
      remedy: "ask its writer to remove it; links, pipes and devices are never followed")
  }

  static func tooLarge(_ path: FolderPath, _ size: Int, limit: Int) -> FolderError {
    FolderError(
      .tooLarge, "\(path) has \(size) bytes, more than the \(limit) that its kind may have",
      remedy: "ask its writer; nothing of it was read")
  }

  static func short(_ path: FolderPath) -> FolderError {
    FolderError(
      .notReady, "\(path) changed its size while it was read", remedy: "retried by itself")
  }

  static func conflict(_ path: FolderPath) -> FolderError {
    FolderError(
      .conflict, "\(path) holds other bytes than this hospital is about to publish there",
      remedy: "was it changed there by somebody else, or does --dir name another consortium's "
        + "directory? Otherwise another copy of this hospital may be running, or its state was "
        + "rolled back: stop all but one and compare before going on; the file was not changed")
  }
}
