/// The counts of a split as a table for a terminal: one line for each part, one column for each
/// class, with the share of the part's examples that are of the class.
public struct SplitTable: CustomStringConvertible, Sendable {
  private let manifest: SplitManifest

  /// Makes the table of a split.
  public init(_ manifest: SplitManifest) {
    self.manifest = manifest
  }

  /// The table, lines separated by line ends, none at the end.
  public var description: String {
    var lines = [[""] + manifest.classes + ["total"]]
    for part in manifest.parts {
      lines.append(line(part.name, part.counts, of: part.items.count))
    }
    let sums = manifest.classes.indices.map { label in
      manifest.parts.reduce(0) { $0 + $1.counts[label] }
    }
    lines.append(line("total", sums, of: manifest.parts.map(\.items.count).reduce(0, +)))

    let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { cells in
      cells.enumerated().map { column, cell in
        let blank = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + blank : blank + cell
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  private func line(_ name: String, _ counts: [Int], of total: Int) -> [String] {
    let cells = counts.map { count -> String in
      let share = total == 0 ? 0 : (200 * count + total) / (2 * total)
      let percent = String(share)
      return "\(count) (" + String(repeating: " ", count: 3 - percent.count) + "\(percent) %)"
    }
    return [name] + cells + [String(total)]
  }
}
