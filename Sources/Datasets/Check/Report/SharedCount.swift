/// A count that others may be told, with a name that cannot come from the data.
struct SharedCount: Sendable {
  /// What is counted. A text is fixed in this program; classes and columns are named by the plan,
  /// which is public, and without a plan they are numbered.
  enum Label: Sendable {
    case text(StaticString)
    case planClass(Int)
    case planColumn(Int, StaticString)
  }

  let label: Label
  let count: Int

  init(_ label: Label, _ count: Int) {
    self.label = label
    self.count = count
  }

  /// `label count`, rounded.
  func text(classes: [String]?, columns: [String]) -> String {
    let count = DisclosedCount(count)
    switch label {
    case .text(let text): return "\(text) \(count)"
    case .planClass(let index): return "\(classes?[index] ?? "class \(index + 1)"): \(count)"
    case .planColumn(let index, let text): return "'\(columns[index])' \(text) \(count)"
    }
  }
}
