import Artifacts
import SharedFolder

/// Why a file was not carried.
struct CarryFault {
  /// What a person has to think of it.
  enum Kind {
    /// Something is wrong with it: somebody must look.
    case violation
    /// It cannot be read now.
    case unread
  }

  let kind: Kind
  /// Its path below the shared directory or the medium's folder.
  let path: String
  let text: String

  /// Whether it is this hospital's own file, which comes from its own state alone.
  var isOfOwn: Bool { text == Carrier.ownMissing || text == Carrier.ownOther }

  init(_ kind: Kind, _ path: String, _ text: String) {
    self.kind = kind
    self.path = path
    self.text = text
  }

  /// A file that was refused when it was read.
  init(_ path: String, refused error: any Error) {
    switch error {
    case let error as FolderError where error.code == .notReady || error.code == .missing:
      self.init(.unread, path, "cannot be read now")
    case let error as FolderError where error.code == .io:
      self.init(.unread, path, error.message)
    case let error as FolderError:
      self.init(.violation, path, error.message)
    case let error as Rejection:
      self.init(.violation, error.file, error.message)
    default:
      self.init(.violation, path, "\(error)")
    }
  }
}
