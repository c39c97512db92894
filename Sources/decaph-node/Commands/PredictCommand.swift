import ArgumentParser
import Node

/// `predict`: what an exported model says about images or rows.
struct Predict: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Say what an exported model predicts for images or the rows of a CSV file.",
    discussion: """
      One line for each image or row on standard output, everything else on standard error. The \
      lines are patient data: they are for this hospital's own screen. It needs no consortium and \
      no network, only the file that 'export' wrote. Exit code 65 if no image could be read.
      """)

  @Option(help: ArgumentHelp("A model from 'export --format safetensors'.", valueName: "file"))
  var model: String

  @Flag(help: "Print JSON lines.")
  var json = false

  @Argument(help: "An image, a folder of images, or a CSV file; it needs no column of classes.")
  var path: String

  func run() throws {
    try Terminal.guarded {
      try PredictExamples(model: model, path: path, isJSON: json)
        .run(print: { Terminal.print($0) }, note: Terminal.note)
    }
  }
}
