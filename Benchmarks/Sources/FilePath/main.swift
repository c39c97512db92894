import Foundation

// What the path of files costs: real programs, a real folder. README.md has the numbers.

let words = Array(CommandLine.arguments.dropFirst())
if words.contains("--help") || words.contains("-h") {
  print(Options.usage)
  exit(0)
}
do {
  let options = try Options(words)
  defer {
    if options.isKept {
      print("kept: \(options.place)")
    } else {
      try? FileManager.default.removeItem(atPath: options.place)
    }
  }
  Table.header()
  if options.parts != ["folder"] {
    let large = try LargeModel(options)
    // The audit verifies what the rounds leave; the ticks go on from there.
    try large.rounds(isReported: options.parts.contains("rounds"))
    if options.parts.contains("ticks") { try large.ticks() }
    if options.parts.contains("audit") { try large.audit() }
  }
  if options.parts.contains("folder") { try GrowingFolder(options).measure() }
} catch {
  FileHandle.standardError.write(Data("FilePath: \(error)\n".utf8))
  exit(1)
}
