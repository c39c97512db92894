import Foundation
import Glibc
import Journal
import Sodium

/// Where the passphrase of a backup comes from: a private file, or a person at a terminal.
struct Passphrase {
  /// Shorter ones are guessed however slow the guessing is.
  static let shortest = 12
  private static let longest = 1024

  /// The file; `nil` to ask on the terminal.
  let file: String?

  /// Reads it: the first line of the file, or what is typed without being shown.
  ///
  /// - Parameter isNew: whether it is typed twice and has to be long enough.
  /// - Throws: `NodeError` 66 without the file, 77 when others can read it, 64 without a terminal or
  ///   when it is too short.
  func read(isNew: Bool) throws -> SecretBytes {
    let secret = try Self.guarded(try file.map(Self.line) ?? Self.ask("passphrase of the backup: "))
    if isNew, file == nil {
      let again = try Self.guarded(try Self.ask("once more: "))
      guard again == secret else {
        throw NodeError(.usage, "the two passphrases differ", remedy: "type it again")
      }
    }
    guard !isNew || secret.count >= Self.shortest else { throw Self.tooShort }
    return secret
  }

  private static func guarded(_ line: consuming [UInt8]) throws(NodeError) -> SecretBytes {
    guard !line.isEmpty else { throw tooShort }
    return SecretBytes(wiping: &line)
  }

  private static var tooShort: NodeError {
    NodeError(
      .usage, "the passphrase has fewer than \(shortest) bytes",
      remedy: "take five words or more that nobody would guess")
  }

  private static func line(of path: String) throws -> [UInt8] {
    guard var bytes = try AtomicFile.read(SharedLocation.absolute(path), limit: longest) else {
      throw NodeError(.missing, "\(path) is not there", remedy: "check --passphrase-file")
    }
    defer { bytes.withUnsafeMutableBytes { SecretMemory.wipe($0) } }
    return Array(bytes.prefix { $0 != 0x0a && $0 != 0x0d })
  }

  private static func ask(_ question: String) throws -> [UInt8] {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    guard terminal >= 0 else {
      throw NodeError(
        .usage, "there is no terminal to ask for the passphrase",
        remedy: "give --passphrase-file a file of mode 0600")
    }
    defer { close(terminal) }
    var shown = termios()
    guard tcgetattr(terminal, &shown) == 0 else {
      throw NodeError(.io, "the terminal cannot be used", remedy: "give --passphrase-file")
    }
    var hidden = shown
    hidden.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(terminal, TCSAFLUSH, &hidden)
    defer { tcsetattr(terminal, TCSAFLUSH, &shown) }
    write(terminal, question, question.utf8.count)
    var typed: [UInt8] = []
    typed.reserveCapacity(longest)
    var byte: UInt8 = 0
    while typed.count < longest, Glibc.read(terminal, &byte, 1) == 1, byte != 0x0a {
      typed.append(byte)
    }
    write(terminal, "\n", 1)
    return typed
  }
}
