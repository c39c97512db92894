import Glibc
import SharedFolder

/// What the account of this process may do, judged by owner and permission bits.
///
/// Root may write everywhere, so for root the bits say what another account could do; which one runs
/// the node is not known then.
struct AccountRights {
  let user: UInt32
  let groups: Set<UInt32>

  /// This process's effective account.
  static var own: AccountRights {
    var groups = [gid_t](repeating: 0, count: 1_024)
    let count = getgroups(Int32(groups.count), &groups)
    return AccountRights(
      user: geteuid(), groups: Set(groups.prefix(max(0, Int(count)))).union([getegid()]))
  }

  var isRoot: Bool { user == 0 }

  /// Whether the bits let this account write.
  func mayWrite(_ facts: EntryFacts) -> Bool {
    if user == facts.owner { return facts.mode & 0o200 != 0 }
    if groups.contains(facts.group) { return facts.mode & 0o020 != 0 }
    return facts.mode & 0o002 != 0
  }
}
