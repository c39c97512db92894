import ArgumentParser
import Node

/// `split`: one collection becomes the data of several hospitals.
struct Split: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "split",
    abstract: "Split a collection over hospitals, with a common test set taken first.")

  @Argument(help: "A folder of images, or a CSV file.")
  var data: String
  @Option(help: ArgumentHelp("A new folder for the parts.", valueName: "directory"))
  var into: String
  @Option(help: "Number of hospitals.")
  var hospitals = 3
  @Option(help: "How to split: uniform, quantity, classes or dirichlet.")
  var scheme = "dirichlet"
  @Option(help: "Evenness of dirichlet: small is uneven.")
  var alpha = 0.5
  @Option(help: "Seed; the same seed gives the same split.")
  var seed: UInt64 = 7
  @Option(help: "Share of the common test set.")
  var test = 0.2
  @Option(help: "Least examples per class and hospital.")
  var minimum = 1
  @Option(help: "Column that holds the class (CSV only).")
  var label: String?
  @Option(help: "Column that names the patient, whose rows stay together (CSV only).")
  var patient: String?
  @Option(
    help: ArgumentHelp(
      "A plan that says classes, labels and columns; images with several labels need it.",
      valueName: "file"))
  var plan: String?
  @Flag(help: "Copy files instead of linking them.")
  var copy = false

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try SplitData(
          data: data, into: into, hospitals: hospitals, scheme: scheme, alpha: alpha, seed: seed,
          test: test, minimum: minimum, label: label, patient: patient, plan: plan, copy: copy
        ).run())
    }
  }
}
