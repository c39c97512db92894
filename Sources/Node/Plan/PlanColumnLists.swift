import Foundation

/// Reads the lists of columns that a plan file names by `columns_file`: one name on each line of a
/// text file beside the plan.
///
/// The names become part of the plan when the founder runs `init`; the list itself is not published.
final class PlanColumnLists {
  private let folder: String
  private let isDraft: Bool
  /// What a draft reckons with in place of lists that are not there, a sentence each.
  private(set) var notes: [String] = []

  /// A manifest has to stay below 2 MiB.
  private static let largestList = 1 << 20

  /// Lists beside a plan file.
  ///
  /// - Parameter isDraft: whether a plan may be reckoned with before its lists are written, by
  ///   `columns_count` alone.
  init(besides file: String, isDraft: Bool) {
    folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
    self.isDraft = isDraft
  }

  /// The names of a feature's columns; what is wrong is noted in its section.
  func names(_ section: PlanSection) -> [String] {
    let file = section.text("columns_file")
    let count = section.optionalInteger("columns_count", 1...1_000_000)
    guard !file.isEmpty else { return [] }
    let path = file.hasPrefix("/") ? file : "\(folder)/\(file)"
    let data: [UInt8]
    do {
      data = try NamedFile(path).read(limit: Self.largestList)
    } catch {
      guard error.status == .missing else {
        section.refuse("columns_file", "names \(file): it is not a text of at most 1 MiB")
        return []
      }
      if isDraft, let count {
        notes.append("\(file) is not there yet: reckoned with \(count) columns; 'init' needs it")
        return (1...count).map { "\(file):\($0)" }
      }
      section.refuse("columns_file", "names \(file), which cannot be read: write one name a line")
      return []
    }
    return check(data, file: file, count: count, section)
  }

  private func check(
    _ data: [UInt8], file: String, count: Int?, _ section: PlanSection
  ) -> [String] {
    func refused(_ problem: String) -> [String] {
      section.refuse("columns_file", "names \(file): \(problem)")
      return []
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      return refused("it is not a text of at most 1 MiB")
    }
    var names: [String] = []
    var seen: Set<String> = []
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let name = line.trimmingCharacters(in: .whitespaces)
      if name.isEmpty { continue }
      guard name.utf8.allSatisfy({ (0x20...0x7e).contains($0) }) else {
        return refused("line \(index + 1) is not printable ASCII")
      }
      guard seen.insert(name).inserted else {
        return refused("line \(index + 1) names a column a second time")
      }
      names.append(name)
    }
    guard !names.isEmpty else { return refused("it names no column") }
    if let count, count != names.count {
      return refused("it holds \(names.count) names, and columns_count is \(count)")
    }
    return names
  }
}
