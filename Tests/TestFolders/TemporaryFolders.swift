import Foundation
import Glibc

/// Where tests make their folders: in memory where there is room, otherwise on the disk.
///
/// The tests make and remove tens of thousands of files, each synced. On ext4 that is most of their
/// time: a file that is made soon after others were removed costs a search for an inode. What
/// syncing is for, a power cut, no test can make. Those that kill writers run in both places.
/// `DECAPH_TESTS_ON_DISK=1` takes the disk.
public enum TemporaryFolders {
  /// The folder.
  public static let url = URL(fileURLWithPath: path)

  /// Its path, without a slash at the end.
  public static let path: String = {
    let (memory, disk) = ("/dev/shm", FileManager.default.temporaryDirectory.path)
    guard ProcessInfo.processInfo.environment["DECAPH_TESTS_ON_DISK"] != "1",
      access(memory, W_OK | X_OK) == 0
    else { return disk }
    var status = statvfs()
    guard statvfs(memory, &status) == 0, UInt64(status.f_bavail) * UInt64(status.f_frsize) >= room
    else { return disk }
    return memory
  }()

  /// Bytes; all tests at once need less than a tenth.
  private static let room: UInt64 = 1 << 30
}
