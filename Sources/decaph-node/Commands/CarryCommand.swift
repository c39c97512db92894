import ArgumentParser
import Node

/// `carry`: a hospital without any network sends its files on a stick.
struct CarryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "carry",
    abstract: "Carry files on a stick between hospitals that share no directory.",
    discussion: """
      Each hospital has a directory of its own in place of the shared one. 'carry out' writes to \
      the medium what this hospital has published; 'carry in' brings what others have published. \
      Every file is held against its author's signature; nothing is ever replaced.
      """,
    subcommands: [Out.self, In.self])

  /// `carry out`.
  struct Out: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "out",
      abstract: "Write this hospital's new files to a medium.")

    @OptionGroup var carried: CarryOptions
    @Flag(help: "Also the other hospitals' files that are here: for a courier who goes round.")
    var all = false

    func run() throws { try carried.carry(.out, isForAll: all) }
  }

  /// `carry in`.
  struct In: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "in",
      abstract: "Bring the others' files from a medium.")

    @OptionGroup var carried: CarryOptions

    func run() throws { try carried.carry(.in, isForAll: true) }
  }
}
