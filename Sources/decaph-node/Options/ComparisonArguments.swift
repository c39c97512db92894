import ArgumentParser
import Node

/// Plan and data of what is tried out on one machine.
struct ComparisonArguments: ParsableArguments {
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
  @Option(
    name: .customLong("plain-learning-rate"),
    help: ArgumentHelp(
      "Learning rate of the arms without privacy; without it the plan's.", valueName: "rate"))
  var plainRate: Double?
  @Option(help: ArgumentHelp("Also write a page that shows the result.", valueName: "file"))
  var html: String?
  @Flag(help: "Print one JSON object instead of the table.")
  var json = false

  /// What is asked for, checked.
  func options(
    seeds: Int, firstSeed: UInt64, epsilons: String, arms: String
  ) throws -> ComparisonOptions {
    try ComparisonOptions(
      plan: plan, data: data, hospitals: hospitals, scheme: scheme, alpha: alpha,
      minimum: minimum, seeds: seeds, firstSeed: firstSeed, epsilons: epsilons, arms: arms,
      plainRate: plainRate)
  }

  /// Where the page goes, checked before hours of training.
  func page() throws -> ComparisonPage.File? { try html.map { try ComparisonPage.File($0) } }
}
