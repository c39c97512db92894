extension ImageListing {
  /// How many folders deep images are looked for.
  private static let depth = 3

  /// Lists the images at and below `root` that its `metadata.csv` gives labels to.
  ///
  /// - Throws: `.missing` or `.badData` if the table cannot be used, `.missing` if it gives labels to
  ///   no image.
  init(root: String, findingsOf classes: [String]) throws(DataError) {
    let findings = try FindingIndex(root: root, classes: classes)
    let found = try Self.images(below: root, "", depth: Self.depth)
    let marks = try findings.marks(of: found.map(\.path))
    files = zip(found, marks).compactMap { image, marks in
      marks.map {
        File(
          path: image.path, label: 0, marks: $0, size: image.entry.size,
          modified: image.entry.modified)
      }
    }
    guard !files.isEmpty else {
      throw DataError(
        .missing,
        "\(root): \(ImageTable.fileName) gives labels to none of the \(found.count) images there",
        remedy: "write the names of the image files into its column for the file")
    }
    var notes: [String] = []
    let left = found.count - files.count
    if left > 0 {
      notes.append(
        "\(left) images are left out: \(ImageTable.fileName) does not tell their labels"
      )
    }
    if findings.undecided > 0 {
      notes.append(
        "\(findings.undecided) lines of \(ImageTable.fileName) have a label that is neither 0 nor 1"
      )
    }
    self.root = root
    self.classes = classes
    self.notes = notes
  }

  /// The image files of a folder and of those in it, in the order of the bytes of their paths.
  private static func images(
    below root: String, _ folder: String, depth: Int
  ) throws(DataError) -> [(path: String, entry: FolderEntry)] {
    var found: [(path: String, entry: FolderEntry)] = []
    for entry in try FolderEntry.list(folder.isEmpty ? root : "\(root)/\(folder)") {
      let path = folder.isEmpty ? entry.name : "\(folder)/\(entry.name)"
      if !entry.isFolder {
        if isImageName(entry.name), entry.name != ImageTable.fileName {
          found.append((path, entry))
        }
      } else if depth > 0, entry.name.lowercased() != "masks" {
        found += try images(below: root, path, depth: depth - 1)
      }
    }
    return found
  }
}
