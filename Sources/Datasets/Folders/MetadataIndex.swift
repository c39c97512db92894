import Foundation

/// What one column of a `metadata.csv` beside the class folders says of each image.
///
/// A value is taken only where there is no doubt whose it is.
struct MetadataIndex {
  /// Nil where the file is given two values.
  private var byPath: [String: String?] = [:]
  /// Without folder and ending; nil where two values stand for an image of that name.
  private var byName: [String: String?] = [:]

  /// The name of the file that is looked for.
  static let fileName = "metadata.csv"

  private static let fileColumns: Set<String> = [
    "file", "filename", "filepath", "path", "image", "imagename", "imageindex",
  ]

  /// Reads `metadata.csv` in `root`; nil if there is none, or none with a column for the file and
  /// one of those asked for.
  ///
  /// - Parameter columns: What the column may be called, as keys of `ClassNames`.
  /// - Throws: `.badData` if it is no CSV file.
  init?(root: String, columns: Set<String>) throws(DataError) {
    let path = "\(root)/\(Self.fileName)"
    guard access(path, F_OK) == 0 else { return nil }
    let table = try CSVTable(path: path)
    func column(_ names: Set<String>) -> Int? {
      table.header.firstIndex { names.contains(ClassNames.key($0)) }
    }
    guard let file = column(Self.fileColumns), let place = column(columns) else { return nil }
    for row in table.rows where !row.fields[file].isEmpty {
      let name = row.fields[file].replacing("\\", with: "/")
      let value = TableCell.isMissing(row.fields[place]) ? nil : row.fields[place]
      Self.note(value, in: &byPath[name])
      Self.note(value, in: &byName[Self.stem(name)])
    }
  }

  /// The values of images, by their paths relative to the root or else by their bare names; nil
  /// where none is given, or where a bare name stands for several of the images or values.
  func values(of paths: [String]) -> [String?] {
    let bearers = paths.reduce(into: [:]) { $0[Self.stem($1), default: 0] += 1 }
    return paths.map { path in
      if let exact = byPath[path] { return exact }
      let name = Self.stem(path)
      return bearers[name] == 1 ? byName[name] ?? nil : nil
    }
  }

  /// Keeps a value, or nil once two rows disagree.
  private static func note(_ value: String?, in place: inout String??) {
    if let other = place, other != value { place = .some(nil) } else { place = .some(value) }
  }

  /// `COVID-1` of `COVID/images/COVID-1.png`.
  private static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}
