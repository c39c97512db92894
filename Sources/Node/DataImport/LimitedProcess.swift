import Foundation

/// Another program that reads what nobody has checked: no shell, no environment, little memory and
/// time.
///
/// `prlimit` of util-linux sets the limits and becomes the program, so its process is the one that is
/// waited for and ended.
struct LimitedProcess {
  /// The program, absolute.
  let program: String
  /// Where `prlimit` is, absolute.
  let limiter: String
  /// Where it may leave files.
  let folder: String

  /// Seconds of computing, and of the clock: a share may hang where a program does not compute.
  private static let computing = 30
  private static let waiting = 60
  private static let memory = 2 << 30
  /// The largest picture that is read has 64 million pixels of one byte.
  private static let written = 80 << 20

  /// Runs it to its end.
  ///
  /// - Parameters:
  ///   - arguments: As they are; a file's path must be absolute, so that it is no option.
  ///   - output: Where its standard output goes; nil for nowhere.
  /// - Returns: Whether it said that all went well.
  /// - Throws: what Foundation throws when a program does not start.
  func run(_ arguments: [String], output: FileHandle? = nil) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: limiter)
    process.arguments =
      [
        "--core=0", "--cpu=\(Self.computing)", "--as=\(Self.memory)", "--fsize=\(Self.written)",
        "--nofile=64", "--", program,
      ] + arguments
    process.environment = ["LC_ALL": "C"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardOutput = output ?? FileHandle.nullDevice
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    if ended.wait(timeout: .now() + .seconds(Self.waiting)) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
    }
    return process.terminationReason == .exit && process.terminationStatus == 0
  }

  /// Runs it to its end and gives what it printed; nil unless it said that all went well.
  ///
  /// What it prints names patients. So the file between has no name while anything is in it: killed at
  /// any moment, nothing of it is left.
  ///
  /// - Parameter name: under which the file is made, in a folder of the hospital's own.
  func output(of arguments: [String], between name: String) throws -> Data? {
    let file = try Self.nameless(name)
    guard try run(arguments, output: file) else { return nil }
    try file.seek(toOffset: 0)
    return try file.readToEnd() ?? Data()
  }

  private static func nameless(_ path: String) throws -> FileHandle {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw NodeError(
        .io, "\(path): cannot be written: \(String(cString: strerror(errno)))",
        remedy: "check free space and permissions")
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard unlink(path) == 0 else {
      throw NodeError(
        .io, "\(path): cannot be removed: \(String(cString: strerror(errno)))",
        remedy: "check the permissions of the folder")
    }
    return file
  }
}
