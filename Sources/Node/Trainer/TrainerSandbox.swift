import Foundation

/// Bubblewrap, where it is installed and the system lets this account use it: a trainer sees no
/// network, neither the shared directory nor the private state nor the data, and can write into its
/// working folder alone.
struct TrainerSandbox {
  private let path: String

  /// Where it is looked for.
  static let places = ["/usr/bin/bwrap", "/bin/bwrap", "/usr/local/bin/bwrap"]
  private static let attempts = 3

  /// Finds it, and tries it: more than once, since a machine without a process or memory to spare for
  /// a moment must not decide that a trainer runs without it.
  ///
  /// - Throws: what stands in the way, in words.
  init(in places: [String] = Self.places) throws(Absence) {
    guard let path = places.first(where: FileManager.default.isExecutableFile) else {
      throw Absence(why: "bwrap is not installed ('apt install bubblewrap')")
    }
    self.path = path
    for attempt in 1...Self.attempts {
      if attempt > 1 { usleep(300_000) }
      if Self.isUsable(path) { return }
    }
    throw Absence(
      why: "the system does not let this account use bwrap, tried \(Self.attempts) times")
  }

  private static func isUsable(_ path: String) -> Bool {
    let words = base + ["--", "/bin/sh", "-c", ":"]
    return SpawnedProgram(path: path, arguments: words, environment: [:])?.end(within: 20) == 0
  }

  /// Why there is none.
  struct Absence: Error {
    let why: String
  }

  /// Everything to be read, nothing to be written, no network, no other processes.
  private static let base = [
    "--unshare-all", "--die-with-parent", "--new-session", "--ro-bind", "/", "/", "--dev-bind",
    "/dev", "/dev", "--tmpfs", "/dev/shm", "--proc", "/proc", "--tmpfs", "/run",
  ]

  /// A command line that runs another one.
  ///
  /// - Parameters:
  ///   - hidden: files and folders that it must not see.
  ///   - folder: where it starts; to be read.
  ///   - work: what it may write.
  func wrap(
    _ command: [String], hiding hidden: [String], folder: String, work: String
  ) -> [String] {
    var words = [path] + Self.base
    for path in hidden {
      var isDirectory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
        continue
      }
      words += isDirectory.boolValue ? ["--tmpfs", path] : ["--ro-bind", "/dev/null", path]
    }
    words += ["--ro-bind", folder, folder, "--bind", work, work, "--chdir", folder, "--"]
    // Of a program that is not there env says so by its code, as it does without bwrap.
    return words + ["/usr/bin/env"] + command
  }
}
