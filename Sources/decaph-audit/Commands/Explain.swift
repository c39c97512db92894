import ArgumentParser
import Audit

/// `explain`: what a check means.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say what a check means, what it stops, and what to do about it.",
    discussion: "Without a code all codes are listed.")

  @Argument(help: "A code as in the third column of 'verify': heads, links, shares ...")
  var code: String?
  @Flag(help: "Print JSON lines.")
  var json = false

  func run() throws {
    try Reading.guarded {
      let codes = try code.map { [try CheckCode.named($0)] } ?? CheckCode.allCases
      let text =
        json
        ? ExplanationText.jsonLines(codes)
        : code == nil ? ExplanationText.list : ExplanationText.of(codes[0])
      Reading.print(text)
    }
  }
}
