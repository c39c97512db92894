/// The image files of a folder of classes, found but not yet opened.
struct ImageListing {
  /// One file that ought to be an image.
  struct File {
    /// Relative to the root.
    let path: String
    /// Its class; 0 where it has ``marks``.
    let label: Int
    /// For images with any number of labels a 0 or 1 per class.
    var marks: [UInt8]?
    let size: Int
    let modified: Int
  }

  /// The folder that the class folders lie in.
  let root: String
  let classes: [String]
  /// Class after class, each in the order of the bytes of the paths.
  let files: [File]
  /// Worth knowing: classes without a folder, files left aside.
  let notes: [String]

  /// Endings of images. A file without an ending is taken for one too.
  private static let endings: Set<String> = ["png", "jpg", "jpeg", "jpe", "jfif"]

  /// Lists the files of the given classes below `root`.
  init(root: String, classes: [String], entries: [FolderEntry]) throws(DataError) {
    var files: [File] = []
    var notes: [String] = []
    for (label, name) in classes.enumerated() {
      let folders = entries.filter {
        $0.isFolder && ClassNames.index(of: $0.name, in: classes) == label
      }
      if folders.isEmpty { notes.append("no folder for the class '\(name)': none of it is used") }
      if folders.count > 1 {
        let names = folders.map(\.name).joined(separator: "', '")
        notes.append("the folders '\(names)' are all taken for the class '\(name)'")
      }
      for folder in folders {
        let found = try Self.images(in: folder.name, root: root)
        files += found.images.map {
          File(
            path: "\($0.folder)/\($0.entry.name)", label: label, size: $0.entry.size,
            modified: $0.entry.modified)
        }
        if found.others > 0 {
          notes.append("\(found.others) files in '\(folder.name)' are not named .png or .jpg")
        }
      }
    }
    self.root = root
    self.classes = classes
    self.files = files
    self.notes = notes
  }

  /// The image files of one class: those in its folder `images` if it has one, as in the
  /// COVID-19 Radiography Database, otherwise its own. `masks` and other folders are never
  /// entered.
  static func images(
    in folder: String, root: String
  ) throws(DataError) -> (images: [(folder: String, entry: FolderEntry)], others: Int) {
    var place = folder
    var entries = try FolderEntry.list("\(root)/\(place)")
    if let images = entries.first(where: { $0.isFolder && $0.name.lowercased() == "images" }) {
      place += "/\(images.name)"
      entries = try FolderEntry.list("\(root)/\(place)")
    }
    let files = entries.filter { !$0.isFolder }
    let images = files.filter { isImageName($0.name) }
    return (images.map { (place, $0) }, files.count - images.count)
  }

  static func isImageName(_ name: String) -> Bool {
    guard let dot = name.lastIndex(of: ".") else { return true }
    return endings.contains(name[name.index(after: dot)...].lowercased())
  }
}
