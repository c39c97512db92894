import ArgumentParser
import Node

/// `attack`: whether released models tell who was in their training set.
struct Attack: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attack",
    abstract: "Try to tell from a released model who was in its training set.",
    discussion: """
      Membership inference by the likelihood-ratio attack (LiRA), online and offline, and by a \
      threshold on the loss, on data that lie on one machine. Each arm trains --models models, \
      each on a random half of the records; in turn each is attacked with the help of the others. \
      Everything follows from the seed, so nothing here is protected, and the numbers are not \
      private. Progress is shown on a terminal; Ctrl-C ends it.
      """)

  @OptionGroup var arguments: ComparisonArguments
  @Option(help: "Models of each arm: an even number; more draw a finer curve.")
  var models = 64
  @Option(help: "The seed of data, halves and draws.")
  var seed: UInt64 = 1
  @Option(help: "Epsilons of the private arms, against colluding members.")
  var epsilons = "8"
  @Option(help: "Arms: some of pooled,collaborative,local,decaph.")
  var arms = "collaborative,decaph"

  func run() throws {
    try Terminal.guarded {
      let options = try AttackOptions(
        arguments.options(seeds: 1, firstSeed: seed, epsilons: epsilons, arms: arms),
        models: models)
      let page = try arguments.page()
      let report = try MembershipAttack(options, note: { Terminal.note($0) }).run()
      try page?.write(AttackPage(report).text)
      Terminal.print(arguments.json ? try report.json : AttackTable(report).text)
    }
  }
}
