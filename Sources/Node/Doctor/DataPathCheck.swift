import Artifacts
import Foundation
import Glibc

/// Whether the hospital's data are where they were, and can be read. They are opened and not read:
/// `data check` looks into them.
struct DataPathCheck {
  let member: MemberID
  let path: String?
  let shared: String

  /// Opens what the path names.
  var finding: DoctorFinding {
    guard let path else {
      return .fail(
        .data, .configuration, "\(member) has no data yet",
        next: "start the node once with --data PATH; it is remembered")
    }
    guard FileManager.default.fileExists(atPath: path) else {
      return .fail(
        .data, .missing, "there are no data at \(path)",
        next: "mount them, or start the node once with --data PATH; it is remembered")
    }
    if (path + "/").hasPrefix(shared + "/") {
      return .note(
        .data, "\(path) lies in the shared directory: other hospitals can read it",
        next: "move the data out at once, and start the node once with --data PATH")
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      return .fail(
        .data, .missing, "\(path) cannot be opened (\(String(cString: strerror(errno))))",
        next: "let the node's account read it (chmod, chgrp), and nobody else who need not")
    }
    close(descriptor)
    return .ok(
      .data, "\(path) can be opened; 'decaph-node data check --id \(member)' looks into it")
  }
}
