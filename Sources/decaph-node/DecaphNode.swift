import ArgumentParser
import Console
import Node

/// `decaph-node`: a hospital's program. Parse, call, print, exit code.
///
/// Every command states its name: one that ArgumentParser makes of the type costs a search through all
/// of Swift's conformances, and each start looks at every command's name, a tenth of a tick in all.
@main
struct DecaphNode: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decaph-node",
    abstract: "Train one model with other hospitals through a shared directory.",
    discussion: """
      A consortium starts with six commands: 'plan new' and 'init' (the founder), 'join' (every \
      other hospital), 'admit' and 'start' (the founder), 'approve' (every other hospital). Then each \
      runs 'decaph-node --dir DIR --id ID', as a service or from cron with --once.

      'decaph-node demo' shows all of it on one machine with synthetic images.

      EXIT CODES
      \(ExitStatus.allCases.map { "  \($0.rawValue)\t\($0.explanation)" }.joined(separator: "\n"))
      """,
    version: Software.version,
    subcommands: [
      Run.self, Demo.self, PlanCommand.self, DataCommand.self, TrainerCommand.self,
      Budget.self, Rehearse.self, Initialise.self, Join.self, Admit.self, Start.self, Approve.self,
      Split.self, Compare.self, Attack.self, Recover.self, Restart.self, Leave.self,
      Expel.self, Revoke.self, RotateKeyCommand.self, PauseCommand.self, ResumeCommand.self,
      BackupCommand.self,
      RestoreCommand.self, PassphraseCommand.self, Status.self, LogCommand.self, DoctorCommand.self,
      Health.self,
      CarryCommand.self, Prune.self, Export.self, Predict.self, Simulate.self,
    ],
    defaultSubcommand: Run.self)

  static func main() {
    Console.open()
    SecretProcess.begin()
    do {
      try Terminal.guarded(checkCommand)
    } catch {
      exit(withError: error)
    }
    Self.main(arguments)
  }

  /// The words of the command line. A negative number after an option is the option's value;
  /// ArgumentParser would take it for an option of its own, and miss the value.
  private static var arguments: [String] {
    CommandLine.arguments.dropFirst().reduce(into: []) { words, word in
      if let option = words.last, option.hasPrefix("--"), option.count > 2, !option.contains("="),
        word.hasPrefix("-"), Double(word) != nil
      {
        words[words.count - 1] = "\(option)=\(word)"
      } else {
        words.append(word)
      }
    }
  }

  /// Refuses a word that is no command: the default command would ask for its own options.
  private static func checkCommand() throws {
    let names = configuration.subcommands.map { $0.configuration.commandName }
    guard let word = CommandWord.unknown(among: names) else { return }
    throw NodeError(
      .usage, "there is no command '\(word)'", remedy: "'decaph-node --help' names all of them")
  }
}
