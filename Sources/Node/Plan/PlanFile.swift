import Artifacts
import Glibc
import TOMLKit

/// Reads `plan.toml`: strictly, with the line of every problem.
public enum PlanFile {
  /// The longest plan that is read, in bytes: its manifest has to stay below 2 MiB.
  private static let longestText = 1 << 20

  /// Reads a plan.
  ///
  /// - Throws: `NodeError` 66 when the file is not there, 65 with file, line and key of everything
  ///   that is wrong with it.
  public static func load(_ path: String) throws(NodeError) -> Plan { try read(path).plan }

  /// Reads a plan and what it names beside it.
  ///
  /// - Throws: as ``load(_:)``.
  public static func read(_ path: String) throws(NodeError) -> PlanContents {
    try read(text(path), file: path, PlanColumnLists(besides: path, isDraft: false))
  }

  /// Reads a plan whose lists of columns need not be written yet.
  ///
  /// - Returns: the plan, the parameters that it starts from, and what it was reckoned with in place
  ///   of lists that are not there.
  /// - Throws: as ``load(_:)``.
  static func draft(
    _ path: String
  ) throws(NodeError) -> (plan: Plan, start: StartingModel?, notes: [String]) {
    let lists = PlanColumnLists(besides: path, isDraft: true)
    let read = try read(text(path), file: path, lists)
    return (read.plan, read.start, lists.notes)
  }

  /// Reads a plan's text.
  ///
  /// - Parameter file: Names it in messages; what the plan names lies beside it.
  /// - Throws: `NodeError` 65 with file, line and key of everything that is wrong.
  public static func parse(_ text: String, file: String) throws(NodeError) -> Plan {
    try read(text, file: file, PlanColumnLists(besides: file, isDraft: false)).plan
  }

  /// Reads the text of a plan that lies in no folder.
  static func sketch(_ text: String) throws(NodeError) -> Plan {
    let file = "plan.toml"
    return try read(text, file: file, PlanColumnLists(besides: file, isDraft: true)).plan
  }

  private static func read(
    _ text: String, file: String, _ lists: PlanColumnLists
  ) throws(NodeError) -> PlanContents {
    let table = try table(text, file: file)
    let problems = PlanProblems(file: file, text: text)
    let read = PlanReader(problems: problems, lists: lists, file: file).read(
      PlanSection(table, path: "", problems: problems))
    if let error = problems.error { throw error }
    return read
  }

  private static func text(_ path: String) throws(NodeError) -> String {
    let data: [UInt8]
    do {
      data = try NamedFile(path).read(limit: longestText)
    } catch {
      // One that is there and may not be read must not be made anew.
      guard error.status == .missing, access(path, F_OK) != 0, errno == ENOENT else { throw error }
      throw NodeError(
        .missing, "there is no plan at \(path)",
        remedy: "decaph-node plan new > plan.toml, then edit it")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw NodeError(.badData, "\(path) is not UTF-8 text", remedy: "save it as UTF-8")
    }
    return text
  }

  private static func table(_ text: String, file: String) throws(NodeError) -> TOMLTable {
    // TOMLKit hands texts over as C strings: all after a zero would be lost without a word. They are
    // compared as bytes, since an accent behind the last digit makes another character of it.
    let zeros = ["\0", "\\u0000", "\\U00000000"].map { Array($0.utf8) }
    guard !zeros.contains(where: Array(text.utf8).contains) else {
      throw NodeError(
        .badData, "\(file): holds a zero character", remedy: "save it as plain UTF-8 text")
    }
    do {
      try TOMLGrammar.check(text)
    } catch {
      throw NodeError(
        .badData, "\(file):\(error.line): \(error.message)",
        remedy: "mend this line; 'decaph-node plan new' prints a plan with every key explained")
    }
    do {
      return try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      let begin = error.source.begin
      throw NodeError(
        .badData,
        "\(file):\(begin.line):\(begin.column): \(Prediction.printable(error.description))",
        remedy: "mend this line; https://toml.io describes the format")
    } catch {
      throw NodeError(
        .badData, "\(file): is not TOML", remedy: "https://toml.io describes the format")
    }
  }
}
