import Artifacts
import Foundation
import TOMLKit

/// Reads `plan.toml`: strictly, with the line of every problem.
enum PlanFile {
  /// Reads a plan.
  ///
  /// - Throws: `NodeError` 66 when the file is not there, 65 with file, line and key of everything
  ///   that is wrong with it.
  static func load(_ path: String) throws -> Plan {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw NodeError(
        .missing, "there is no plan at \(path)",
        remedy: "decaph-node plan new > plan.toml, then edit it")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw NodeError(.badData, "\(path) is not UTF-8 text", remedy: "save it as UTF-8")
    }
    return try parse(text, file: path)
  }

  /// Reads a plan's text; `file` names it in messages.
  static func parse(_ text: String, file: String) throws -> Plan {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      let begin = error.source.begin
      throw NodeError(
        .badData, "\(file):\(begin.line):\(begin.column): \(error.description)",
        remedy: "mend this line; https://toml.io describes the format")
    }
    let problems = PlanProblems(file: file, text: text)
    let plan = PlanReader(problems: problems).read(
      PlanSection(table, path: "", problems: problems))
    if let error = problems.error { throw error }
    return plan
  }
}
