/// A word of a command line that a person copies into a shell.
public enum ShellWord {
  /// What needs no quotes in any shell.
  private static let plain = Set(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+:@%,=")

  /// The text as one word that means exactly it: as it is, or in single quotes.
  public static func quoted(_ text: String) -> String {
    !text.isEmpty && text.allSatisfy(plain.contains)
      ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
