/// A folder of class folders with images.
///
/// Two layouts are known: the COVID-19 Radiography Database as it is unpacked,
/// `COVID-19_Radiography_Dataset/COVID/images/*.png` with `masks` beside `images`, or its parent;
/// and plainly `CLASS/*.png`. PNG and JPEG are told by content.
public struct ImageFolder: Sendable {
  /// The folder, or its parent.
  public let path: String

  /// Names a folder; nothing is read yet.
  public init(_ path: String) {
    self.path = path
  }

  /// The class folders that hold images, for data that come without a plan.
  ///
  /// `Lung_Opacity` is left out: it is used only where a plan names it, because it mixes many
  /// diseases.
  ///
  /// - Throws: `.missing` if the folder cannot be read or holds no class folder.
  public func classNames() throws(DataError) -> [String] {
    let found = try Self.classFolders(in: path)
    if !found.isEmpty { return found }
    var candidates: [(String, [String])] = []
    for entry in try FolderEntry.list(path) where entry.isFolder {
      let names = try Self.classFolders(in: "\(path)/\(entry.name)")
      if names.count > 1 { candidates.append((entry.name, names)) }
    }
    guard let first = candidates.first else {
      throw DataError(
        .missing, "\(path): no folder with PNG or JPEG images in it",
        remedy: "give the folder whose sub-folders are the classes")
    }
    guard candidates.count == 1 else { throw Self.ambiguous(path, candidates.map(\.0)) }
    return first.1
  }

  /// Finds the files of the given classes.
  func listing(classes: [String]) throws(DataError) -> ImageListing {
    let entries = try FolderEntry.list(path)
    let roots = try Self.roots(path, entries, classes)
    guard let root = roots.first else {
      let names = entries.filter(\.isFolder).prefix(12).map { "'\($0.name)'" }
      let found = names.isEmpty ? "no folders at all" : names.joined(separator: ", ")
      let expected = classes.map { "'\($0)'" }.joined(separator: ", ")
      throw DataError(
        .missing, "\(path): no class folder found; there are \(found), expected were \(expected)",
        remedy: "give the folder whose sub-folders are named after the plan's classes")
    }
    guard roots.count == 1 else { throw Self.ambiguous(path, roots.map(\.name)) }
    let place = root.name.isEmpty ? path : "\(path)/\(root.name)"
    let listing = try ImageListing(root: place, classes: classes, entries: root.entries)
    guard !listing.files.isEmpty else {
      throw DataError(
        .missing, "\(place): the class folders hold no PNG or JPEG file",
        remedy: "export the images as PNG or JPEG into the class folders")
    }
    return listing
  }

  /// Finds the files that `metadata.csv` gives labels to; the table lies in the folder itself, or in
  /// the one folder of it that has one.
  func listing(findingsOf classes: [String]) throws(DataError) -> ImageListing {
    func hasTable(_ place: String) -> Bool {
      FolderEntry(named: ImageTable.fileName, in: place).size > 0
    }
    guard !hasTable(path) else { return try ImageListing(root: path, findingsOf: classes) }
    let places = try FolderEntry.list(path).filter {
      $0.isFolder && hasTable("\(path)/\($0.name)")
    }
    guard places.count < 2 else { throw Self.ambiguous(path, places.map(\.name)) }
    let root = places.first.map { "\(path)/\($0.name)" } ?? path
    return try ImageListing(root: root, findingsOf: classes)
  }

  /// The folder itself if it has class folders, otherwise those of its folders that do.
  private static func roots(
    _ path: String, _ entries: [FolderEntry], _ classes: [String]
  ) throws(DataError) -> [(name: String, entries: [FolderEntry])] {
    func hasClass(_ entries: [FolderEntry]) -> Bool {
      entries.contains { $0.isFolder && ClassNames.index(of: $0.name, in: classes) != nil }
    }
    if hasClass(entries) { return [("", entries)] }
    var roots: [(name: String, entries: [FolderEntry])] = []
    for entry in entries where entry.isFolder {
      // One that may not be entered cannot be meant.
      guard let below = try? FolderEntry.list("\(path)/\(entry.name)") else { continue }
      if hasClass(below) { roots.append((entry.name, below)) }
    }
    return roots
  }

  private static func classFolders(in path: String) throws(DataError) -> [String] {
    var names: [String] = []
    for entry in try FolderEntry.list(path) where entry.isFolder {
      let key = ClassNames.key(entry.name)
      guard !["masks", "images", "lungopacity"].contains(key) else { continue }
      guard let found = try? ImageListing.images(in: entry.name, root: path) else { continue }
      if !found.images.isEmpty { names.append(entry.name) }
    }
    return names
  }

  private static func ambiguous(_ path: String, _ names: [String]) -> DataError {
    let list = names.prefix(12).map { "'\($0)'" }.joined(separator: ", ")
    return DataError(
      .missing, "\(path): several folders in it hold class folders: \(list)",
      remedy: "give the path of one of them")
  }
}
