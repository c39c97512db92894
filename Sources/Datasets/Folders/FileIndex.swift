/// What a table says about files: found by the path, or by the bare name of a file where no other
/// bears it.
struct FileIndex<Value: Equatable> {
  /// What a row says; nil if nothing.
  private struct Mention {
    let value: Value?
    let line: Int
  }

  /// The first mention of each different value.
  private var byPath: [String: [Mention]] = [:]
  /// Without folder and ending.
  private var byName: [String: [Mention]] = [:]

  /// Notes what a row says about a file.
  mutating func note(_ value: Value?, of file: String, line: Int) {
    var name = file.replacing("\\", with: "/")
    while name.hasPrefix("./") { name.removeFirst(2) }
    let mention = Mention(value: value, line: line)
    Self.note(mention, in: &byPath[name, default: []])
    // A row with a folder means that path and no other file of the same name.
    if !name.contains("/") { Self.note(mention, in: &byName[Self.stem(name), default: []]) }
  }

  /// What is said of files, by their paths relative to the root.
  ///
  /// A bare name means the one file that bears it. Where several do, it means none for certain, and
  /// may mean each that no row names by its path.
  func answers(for paths: [String]) -> [FileAnswer<Value>] {
    let bearers = paths.reduce(into: [:]) { $0[Self.stem($1), default: 0] += 1 }
    return paths.map { path in
      let stem = Self.stem(path)
      let (exact, bare) = (byPath[path] ?? [], byName[stem] ?? [])
      let isAlone = bearers[stem] == 1
      var mentions = exact
      if isAlone || exact.isEmpty { for mention in bare { Self.note(mention, in: &mentions) } }
      let telling = mentions.filter { $0.value != nil }
      return FileAnswer(
        values: telling.compactMap(\.value),
        lines: (telling.isEmpty ? Array(mentions.prefix(1)) : telling).map(\.line),
        isShared: !isAlone && exact.isEmpty)
    }
  }

  private static func note(_ mention: Mention, in mentions: inout [Mention]) {
    if !mentions.contains(where: { $0.value == mention.value }) { mentions.append(mention) }
  }

  /// `COVID-1` of `COVID/images/COVID-1.png`.
  private static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
