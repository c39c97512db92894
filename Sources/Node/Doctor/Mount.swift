import Foundation

/// What is mounted where a directory lies, from the kernel's list.
struct Mount: Hashable {
  /// The directory on which it is mounted.
  let point: String
  /// `nfs4`, `cifs`, `ext4`, ...
  let type: String
  /// What is mounted: a server's directory, a disk.
  let source: String
  /// The options of mount and file system.
  let options: Set<String>

  /// The mount that holds a directory; `nil` where the kernel tells nothing.
  static func holding(_ path: String) -> Mount? {
    guard let list = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8) else {
      return nil
    }
    return Mount(holding: path, in: list)
  }

  /// Finds the mount of an absolute path in a list like `/proc/self/mountinfo`: the deepest one, and
  /// of several on one directory the last.
  init?(holding path: String, in list: String) {
    var found: Mount?
    for line in list.split(separator: "\n") {
      guard let mount = Mount(line: line) else { continue }
      let isAbove =
        mount.point == "/" || path == mount.point || path.hasPrefix(mount.point + "/")
      if isAbove, mount.point.utf8.count >= found?.point.utf8.count ?? 0 { found = mount }
    }
    guard let found else { return nil }
    self = found
  }

  /// `36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue`
  private init?(line: Substring) {
    let fields = line.split(separator: " ")
    guard let dash = fields.firstIndex(of: "-"), dash >= 6, fields.count >= dash + 4 else {
      return nil
    }
    point = Self.plain(fields[4])
    type = String(fields[dash + 1])
    source = Self.plain(fields[dash + 2])
    let all = fields[5].split(separator: ",") + fields[dash + 3].split(separator: ",")
    options = Set(all.map(String.init))
  }

  /// Whether another machine serves it.
  var isRemote: Bool {
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "afs", "glusterfs", "lustre"]
      .contains(type) || type.hasPrefix("fuse.")
  }

  /// `nfs4 (fileserver:/export/decaph on /mnt/shared)`.
  var text: String { "\(type) (\(source) on \(point))" }

  /// Blanks, tabs, line ends and backslashes are written in octal.
  private static func plain(_ text: Substring) -> String {
    ["\\040": " ", "\\011": "\t", "\\012": "\n", "\\134": "\\"].reduce(String(text)) {
      $0.replacing($1.key, with: $1.value)
    }
  }
}
