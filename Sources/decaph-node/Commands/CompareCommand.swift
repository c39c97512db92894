import ArgumentParser
import Node

/// `compare`: what collaboration and privacy change, measured on data.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Measure hospitals alone, pooled, and together with and without privacy.",
    discussion: """
      For trying out a plan on data that lie on one machine: 20 % of every hospital's records are \
      the common test set, the rest trains. Private arms compute with this program's integers and \
      noise, without files. Everything follows from the seeds, so nothing here is protected, and \
      the numbers are not private. Progress is shown on a terminal; Ctrl-C ends it.
      """)

  @OptionGroup var arguments: ComparisonArguments
  @Option(help: "Number of seeds.")
  var seeds = 5
  @Option(help: "The first seed; choose a plan on others than those that are reported.")
  var firstSeed: UInt64 = 1
  @Option(help: "Epsilons of the private arms, against colluding members.")
  var epsilons = "2,4,8"
  @Option(help: "Arms: all, or some of alone,pooled,collaborative,local,decaph.")
  var arms = "all"

  @Option(
    help:
      "Points of the training at which arms are measured, for curves in --html and --json; or 0.")
  var points: Int?

  func run() throws {
    try Terminal.guarded {
      let options = try arguments.options(
        seeds: seeds, firstSeed: firstSeed, epsilons: epsilons, arms: arms,
        points: points ?? (arguments.html == nil ? 0 : 12))
      let page = try arguments.page()
      let report = try Comparison(options, note: { Terminal.note($0) }).run()
      try page?.write(ComparisonPage(report).text)
      Terminal.print(arguments.json ? try report.json : ComparisonTable(report).text)
    }
  }
}
