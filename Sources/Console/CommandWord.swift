/// The first word of a command line, where it names a command.
public enum CommandWord {
  /// The word that is none of a program's commands; nil where it is one, or an option.
  ///
  /// ArgumentParser takes it for an argument of the default command, and says what that one misses.
  public static func unknown(among commands: [String?]) -> String? {
    guard let word = CommandLine.arguments.dropFirst().first, !word.hasPrefix("-"), word != "help"
    else { return nil }
    return commands.contains(word) ? nil : word
  }
}
