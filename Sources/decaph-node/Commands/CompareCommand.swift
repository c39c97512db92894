import ArgumentParser
import Node

/// `compare`: what collaboration and privacy change, measured on data.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure hospitals alone, pooled, and together with and without privacy.",
    discussion: """
      For trying out a plan on data that lie on one machine: 20 % of every hospital's records are \
      the common test set, the rest trains. Private arms compute with this program's integers and \
      noise, without files. Everything follows from the seeds, so nothing here is protected, and \
      the numbers are not private. Progress is shown on a terminal; Ctrl-C ends it.
      """)

  @Option(help: "The plan file.")
  var plan: String
  @Option(
    help: ArgumentHelp(
      "A hospital's data; given once, a collection to split; never, built-in radiographs.",
      valueName: "path"))
  var data: [String] = []
  @Option(help: "Number of hospitals where --data does not tell; 3 without it.")
  var hospitals: Int?
  @Option(help: "How to split one collection: uniform, quantity, classes or dirichlet.")
  var scheme = "dirichlet"
  @Option(help: "Evenness of dirichlet: small is uneven.")
  var alpha = 0.5
  @Option(help: "Least examples per class and hospital when splitting.")
  var minimum = 1
  @Option(help: "Number of seeds.")
  var seeds = 5
  @Option(help: "The first seed; choose a plan on others than those that are reported.")
  var firstSeed: UInt64 = 1
  @Option(help: "Epsilons of the private arms, against colluding members.")
  var epsilons = "2,4,8"
  @Option(help: "Arms: all, or some of alone,pooled,collaborative,local,decaph.")
  var arms = "all"
  @Option(
    name: .customLong("plain-learning-rate"),
    help: ArgumentHelp(
      "Learning rate of the arms without privacy; without it the plan's.", valueName: "rate"))
  var plainRate: Double?
  @Option(help: ArgumentHelp("Also write a page that shows the result.", valueName: "file"))
  var html: String?
  @Flag(help: "Print one JSON object instead of the table.")
  var json = false

  func run() throws {
    try Terminal.guarded {
      let options = try ComparisonOptions(
        plan: plan, data: data, hospitals: hospitals, scheme: scheme, alpha: alpha,
        minimum: minimum, seeds: seeds, firstSeed: firstSeed, epsilons: epsilons, arms: arms,
        plainRate: plainRate)
      let page = try html.map { try ComparisonPage.File($0) }
      let report = try Comparison(options, note: { Terminal.note($0) }).run()
      try page?.write(ComparisonPage(report))
      Terminal.print(json ? try report.json : ComparisonTable(report).text)
    }
  }
}
