import Foundation
import ModelUpdate
import Steps

// The peak of resident memory of a process that makes three private steps, one process per model,
// beside the target: model x 6 + the activations of the batch + 64 MB.

if CommandLine.arguments.count > 1, let index = Int(CommandLine.arguments[1]) {
  let step = try Step(Step.models[index])
  for _ in 0..<3 {
    let sum = try step.run()
    precondition(sum.nonFinite == 0)
  }
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
  print(line?.split(whereSeparator: { !$0.isNumber }).first ?? "")
} else {
  print("model                                     peak      target")
  for (index, model) in Step.models.enumerated() {
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    child.arguments = ["\(index)"]
    let pipe = Pipe()
    child.standardOutput = pipe
    try child.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    child.waitUntilExit()
    guard let kilobytes = Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      fatalError("the process of model \(model.name) has told no peak")
    }
    let numbers = try model.architecture.shapes().reduce(0) { $0 + $1.reduce(1, *) }
    let bytes =
      4
      * (6 * Double(try ParameterLayout(model.architecture).count)
        + Double(numbers * model.batch))
    func megabytes(_ bytes: Double) -> String {
      let text = String(format: "%.0f MB", bytes / 1_048_576)
      return String(repeating: " ", count: max(0, 9 - text.count)) + text
    }
    let name = model.name.padding(toLength: 38, withPad: " ", startingAt: 0)
    print("\(name) \(megabytes(kilobytes * 1024))   \(megabytes(bytes + 64 * 1_048_576))")
  }
}
