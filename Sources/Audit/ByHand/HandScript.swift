import SharedFolder

/// A script of stock commands that repeats the keyless checks of one round on a folder.
///
/// It depends on nothing that decaph claims: round and folder are all that is put in, everything else
/// it reads from the folder itself. The checks follow docs/protocol.md, section 13.
public struct HandScript: Sendable, Equatable {
  /// The script, for a POSIX shell.
  public let text: String

  init(round: Int, directory: String) {
    let parts = [
      Self.preamble, Self.anchor, Self.ground, Self.draw, Self.choice, Self.files, Self.votes,
      Self.outcome,
    ]
    text = parts.joined()
      .replacing("@ROUND@", with: "\(round)")
      .replacing("@DIRECTORY@", with: Self.quoted(directory))
  }

  /// A word of the shell that means exactly this text.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}

extension ConsortiumAuditor {
  /// `verify-by-hand`: the script for one round of this folder.
  ///
  /// - Parameter round: `round-12` or `12`.
  /// - Throws: ``AuditError`` 64 for what is no single round, 66 when the round or the manifest is
  ///   not here.
  public func handScript(_ round: String) throws(AuditError) -> HandScript {
    let number = try AuditScope.single(round)
    let begun = RoundFolders(folder, try anchored().content).begun
    guard begun.contains(number) else {
      throw RoundFolders.lack(number, of: begun)
    }
    return HandScript(round: number, directory: directory)
  }
}
