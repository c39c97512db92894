import ArgumentParser
import Node

/// The data of what is tried out on one machine.
struct DivisionArguments: ParsableArguments {
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

  /// What is asked for, checked.
  func options() throws -> DivisionOptions {
    try DivisionOptions(
      data: data, hospitals: hospitals, scheme: scheme, alpha: alpha, minimum: minimum)
  }
}
