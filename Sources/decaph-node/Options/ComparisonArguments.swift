import ArgumentParser
import Node

/// Plan and data of what is tried out on one machine.
struct ComparisonArguments: ParsableArguments {
  @Option(help: "The plan file.")
  var plan: String
  @OptionGroup var division: DivisionArguments
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
    seeds: Int, firstSeed: UInt64, epsilons: String, arms: String, points: Int = 0
  ) throws -> ComparisonOptions {
    try ComparisonOptions(
      plan: plan, division: division.options(), seeds: seeds, firstSeed: firstSeed,
      epsilons: epsilons, arms: arms, plainRate: plainRate,
      points: points)
  }

  /// Where the page goes, checked before hours of training.
  func page() throws -> ComparisonPage.File? { try html.map { try ComparisonPage.File($0) } }
}
