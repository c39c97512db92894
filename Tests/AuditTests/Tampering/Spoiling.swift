import Foundation
import Glibc

/// A folder while it is being spoilt: every change is remembered and can be taken back.
final class Spoiling {
  let root: String
  private var undo: [() throws -> Void] = []

  init(root: String) { self.root = root }

  func path(_ file: String) -> String { "\(root)/\(file)" }

  func exists(_ file: String) -> Bool {
    var status = stat()
    return lstat(path(file), &status) == 0
  }

  func read(_ file: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(file))))
  }

  /// Writes a file, in place of another or a new one.
  func write(_ bytes: some Sequence<UInt8>, to file: String) throws {
    try take(file)
    try makeFolder(of: file)
    try Data(bytes).write(to: URL(fileURLWithPath: path(file)))
    undo.append { [self] in unlink(path(file)) }
  }

  /// Takes a file or a whole folder away.
  func remove(_ file: String) throws { try take(file) }

  /// Puts something that is no plain file where a file or folder is.
  ///
  /// - Parameter make: a system call on the path, 0 where it worked.
  func replace(_ file: String, by make: (String) -> Int32) throws {
    try take(file)
    guard make(path(file)) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    undo.append { [self] in if unlink(path(file)) != 0 { rmdir(path(file)) } }
  }

  /// Gives a file or folder another name.
  func rename(_ file: String, to other: String) throws {
    try move(path(file), path(other))
  }

  /// Makes a file as long as that, without writing anything.
  func stretch(_ file: String, to size: Int) throws {
    let old = try read(file)
    try write(old, to: file)
    guard truncate(path(file), size) == 0 else { throw POSIXError(.EIO) }
  }

  /// Takes every change back.
  func restore() throws {
    for step in undo.reversed() { try step() }
    undo = []
  }

  /// Moves what is there out of the way.
  private func take(_ file: String) throws {
    guard exists(file) else { return }
    try move(path(file), "\(root).away-\(undo.count)")
  }

  private func move(_ from: String, _ to: String) throws {
    guard Glibc.rename(from, to) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    undo.append { guard Glibc.rename(to, from) == 0 else { throw POSIXError(.EIO) } }
  }

  private func makeFolder(of file: String) throws {
    let folder = (path(file) as NSString).deletingLastPathComponent
    guard mkdir(folder, 0o755) == 0 else { return }
    undo.append { rmdir(folder) }
  }
}
