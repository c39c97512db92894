import Artifacts
import Foundation
import Glibc
import SharedFolder

/// A USB stick, a disk, a folder that somebody carries: each consortium has a folder of its own on
/// it, which is laid out as a shared directory.
struct Medium {
  /// Where it is mounted, absolute.
  let mount: String
  /// The consortium's folder on it.
  let name: String

  /// The consortium's folder, absolute.
  var path: String { "\(mount == "/" ? "" : mount)/\(name)" }

  /// The consortium's folder as a shared directory.
  var folder: DirectoryFolder { DirectoryFolder(medium: mount, folder: name) }

  /// Where a medium is mounted.
  ///
  /// - Throws: `NodeError` 66 when nothing is there, 64 when it lies in the shared directory.
  static func mount(_ path: String, beside directory: String) throws -> String {
    let mount = SharedLocation.absolute(path)
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: mount, isDirectory: &isDirectory),
      isDirectory.boolValue
    else {
      throw NodeError(
        .missing, "the medium \(mount) is not there", remedy: "put it in, mount it, name its folder"
      )
    }
    let shared = SharedLocation.absolute(directory)
    guard mount != shared, !mount.hasPrefix(shared + "/") else {
      throw NodeError(
        .usage, "the medium \(mount) lies in the shared directory \(shared)",
        remedy: "name the folder in which the stick is mounted, and with --dir the shared directory"
      )
    }
    return mount
  }

  /// The medium's folder of a consortium that is known here.
  ///
  /// - Throws: `NodeError` 66 when there is none, 78 when there are other consortia's only.
  init(_ mount: String, holding consortium: CarriedConsortium) throws {
    self.init(mount, for: consortium)
    let names = try Self.names(mount)
    guard !names.contains(name) else { return }
    throw names.isEmpty
      ? Self.nothing(mount)
      : NodeError(
        .configuration,
        "\(mount) holds the files of another consortium (\(names.joined(separator: ", "))), and "
          + "none of this one (\(name))",
        remedy: "put in the medium of this consortium, or name its directory with --dir")
  }

  /// The medium's folder of a consortium, there or not.
  init(_ mount: String, for consortium: CarriedConsortium) {
    self.mount = mount
    name = consortium.folderName
  }

  /// The only consortium's folder on a medium, for a shared directory that holds nothing yet.
  ///
  /// - Throws: `NodeError` 66 when there is none, 64 when there are several.
  init(only mount: String) throws {
    let names = try Self.names(mount)
    guard let name = names.first else { throw Self.nothing(mount) }
    guard names.count == 1 else {
      throw NodeError(
        .usage, "\(mount) holds more than one consortium: \(names.joined(separator: ", "))",
        remedy: "this shared directory holds none yet, so nothing says which one is meant: put the "
          + "one folder on a medium of its own")
    }
    self.mount = mount
    self.name = name
  }

  /// Whether it is most likely no medium at all.
  func isOnDisk(of directory: String) -> Bool {
    var (one, other) = (stat(), stat())
    return stat(mount, &one) == 0 && stat(directory, &other) == 0 && one.st_dev == other.st_dev
  }

  /// The consortia's folders on a medium.
  private static func names(_ mount: String) throws -> [String] {
    try DirectoryFolder(mount).list(.root).filter { name in
      let digits = name.dropFirst(CarriedConsortium.prefix.count)
      return name.hasPrefix(CarriedConsortium.prefix) && digits.utf8.count == 16
        && digits.utf8.allSatisfy {
          (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
        }
    }.sorted()
  }

  private static func nothing(_ mount: String) -> NodeError {
    NodeError(
      .missing, "\(mount) holds no files of a consortium",
      remedy: "is it the right medium, and mounted? Somebody runs 'decaph-node carry out' first")
  }
}
