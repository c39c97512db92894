import Artifacts
import Foundation
import Glibc

/// Place, owner and permissions of a private state, without opening anything in it.
struct StateCheck {
  let location: StateLocation
  let hasJoined: Bool

  /// What lies there, for judging.
  struct Facts: Hashable {
    /// The numbers of the owner and of this process's account.
    let owner: UInt32, user: UInt32
    /// Entries on which others than the owner have any right, and the first of them.
    let open: Int, firstOpen: String?
    /// Entries that belong to another account than the state itself.
    let foreign: Int
    /// Its mount, where that is on another machine.
    let remote: String?
  }

  /// Looks at the state; `nil` where there is none.
  func facts() -> Facts? {
    var top = stat()
    guard lstat(location.state, &top) == 0 else { return nil }
    var (open, first, foreign) = (0, String?.none, 0)
    let names = FileManager.default.enumerator(atPath: location.state)
    for name in [""] + (names?.compactMap { $0 as? String } ?? []) {
      let path = name.isEmpty ? location.state : "\(location.state)/\(name)"
      var status = stat()
      // A node at work makes and removes files all the time.
      guard lstat(path, &status) == 0 else { continue }
      if status.st_mode & 0o077 != 0 {
        open += 1
        first = first ?? path
      }
      if status.st_uid != top.st_uid { foreign += 1 }
    }
    let mount = Mount.holding(location.state)
    return Facts(
      owner: top.st_uid, user: geteuid(), open: open, firstOpen: first, foreign: foreign,
      remote: mount.flatMap { $0.isRemote ? $0.text : nil })
  }

  /// Judges what lies there.
  func judge(_ facts: Facts?) -> DoctorFinding {
    let state = location.state
    guard let facts else {
      return hasJoined
        ? .fail(
          .state, .missing,
          "\(location.member) has joined, and there is no private state at \(state)",
          next: "give --state, or look on the machine and as the account with which it has joined")
        : .skip(.state, "no private state yet", next: "'join' (the founder: 'init') makes it")
    }
    if facts.open > 0 {
      return .fail(
        .state, .permissions,
        "\(facts.firstOpen ?? state) may be read or changed by other accounts of this machine"
          + (facts.open > 1 ? ", and \(facts.open - 1) more entries" : ""),
        next: "chmod -R go-rwx '\(state)'")
    }
    if facts.owner != facts.user, facts.user != 0 {
      return .fail(
        .state, .permissions, "\(state) belongs to another account",
        next: "run as its owner, or set DECAPH_STATE to a directory of this account")
    }
    if facts.foreign > 0 {
      return .note(
        .state, "\(facts.foreign) entries of \(state) belong to another account than the rest",
        next: "chown -R \(facts.owner) '\(state)': root has run a command in place of the node's "
          + "account")
    }
    if let remote = facts.remote {
      return .note(
        .state, "\(state) lies on \(remote)",
        next: "move it to a local, encrypted disk and give --state: its lock may not hold there")
    }
    if facts.user == 0, facts.owner != 0 {
      return .note(
        .state, "\(state) is private to account number \(facts.owner), and this is root",
        next: "run the doctor, and the node, as that account")
    }
    return .ok(.state, "\(state) is private to its owner")
  }
}
