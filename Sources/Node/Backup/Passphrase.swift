import Console
import Journal
import Sodium

/// Where a passphrase comes from: a private file, or a person at a terminal. Never the command line
/// or the environment, which others of the machine can read.
struct Passphrase {
  /// Shorter ones are guessed however slow the guessing is.
  static let shortest = 12
  private static let longest = SecretQuestion.longest

  /// What it is of, in the question: `the backup`.
  let subject: String
  /// The file; `nil` to ask on the terminal.
  let file: String?

  /// Reads it: the first line of the file, or what is typed without being shown.
  ///
  /// - Parameter isNew: whether it is typed twice and has to be long enough.
  /// - Throws: `NodeError` 66 without the file, 77 when others can read it, 64 without a terminal or
  ///   when it is too short.
  func read(isNew: Bool) throws -> SecretBytes {
    let secret = try file.map(Self.line) ?? Self.ask("passphrase of \(subject): ")
    if isNew, file == nil {
      let again = try Self.ask("once more: ")
      guard again == secret else {
        throw NodeError(.usage, "the two passphrases differ", remedy: "type it again")
      }
    }
    guard !isNew || secret.count >= Self.shortest else { throw Self.tooShort }
    return secret
  }

  /// Asks at the terminal.
  /// - Throws: `SecretQuestion.Failure`, `NodeError` 64 for an empty line.
  static func typed(_ question: String) throws -> SecretBytes {
    var line = try SecretQuestion.ask(question)
    guard !line.isEmpty else { throw tooShort }
    return SecretBytes(wiping: &line)
  }

  /// The first line of a private file's bytes, which are wiped.
  static func firstLine(wiping bytes: inout [UInt8]) throws(NodeError) -> SecretBytes {
    defer { bytes.withUnsafeMutableBytes { SecretMemory.wipe($0) } }
    let count = bytes.prefix { $0 != 0x0a && $0 != 0x0d }.count
    guard count > 0 else { throw tooShort }
    return SecretBytes(count: count) { memory in
      bytes.withUnsafeBytes {
        memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<count]))
      }
    }
  }

  private static func ask(_ question: String) throws -> SecretBytes {
    do {
      return try typed(question)
    } catch SecretQuestion.Failure.noTerminal {
      throw NodeError(
        .usage, "there is no terminal to ask for the passphrase",
        remedy: "give --passphrase-file a file of mode 0600")
    } catch is SecretQuestion.Failure {
      throw NodeError(
        .io, "the passphrase could not be read from the terminal",
        remedy: "try again, or give --passphrase-file")
    }
  }

  private static var tooShort: NodeError {
    NodeError(
      .usage, "the passphrase has fewer than \(shortest) bytes",
      remedy: "take five words or more that nobody would guess")
  }

  private static func line(of path: String) throws -> SecretBytes {
    guard var bytes = try AtomicFile.read(SharedLocation.absolute(path), limit: longest) else {
      throw NodeError(.missing, "\(path) is not there", remedy: "check --passphrase-file")
    }
    return try firstLine(wiping: &bytes)
  }
}
