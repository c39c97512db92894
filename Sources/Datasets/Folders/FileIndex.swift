/// What a table says about files: found by the path, or by the bare name of a file where no other
/// bears it.
///
/// A value is given only where there is no doubt: two rows that disagree about a file leave it
/// without one.
struct FileIndex<Value: Equatable> {
  /// Nil where two rows disagree, or where a row says nothing.
  private var byPath: [String: Value?] = [:]
  /// Without folder and ending.
  private var byName: [String: Value?] = [:]

  /// Notes what a row says about a file.
  mutating func note(_ value: Value?, of file: String) {
    let name = file.replacing("\\", with: "/")
    Self.note(value, in: &byPath[name])
    // A row with a folder means that path and no other file of the same name.
    if !name.contains("/") { Self.note(value, in: &byName[Self.stem(name)]) }
  }

  /// The values of files, by their paths relative to the root or else by their bare names; nil where
  /// there is none, or where a bare name stands for several of the files or values.
  func values(of paths: [String]) -> [Value?] {
    let bearers = paths.reduce(into: [:]) { $0[Self.stem($1), default: 0] += 1 }
    return paths.map { path in
      if let exact = byPath[path] { return exact }
      let name = Self.stem(path)
      return bearers[name] == 1 ? byName[name] ?? nil : nil
    }
  }

  /// The first of some files about which there is doubt: rows disagree, or a bare name stands for
  /// several of the files. Nil where there is none; a file that no row names is in no doubt.
  func doubt(among paths: [String]) -> String? {
    let bearers = paths.reduce(into: [:]) { $0[Self.stem($1), default: 0] += 1 }
    return paths.first { path in
      if let exact = byPath[path] { return exact == nil }
      guard let value = byName[Self.stem(path)] else { return false }
      return value == nil || bearers[Self.stem(path)] != 1
    }
  }

  /// Keeps a value, or nil once two rows disagree.
  private static func note(_ value: Value?, in place: inout Value??) {
    if let other = place, other != value { place = .some(nil) } else { place = .some(value) }
  }

  /// `COVID-1` of `COVID/images/COVID-1.png`.
  private static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
