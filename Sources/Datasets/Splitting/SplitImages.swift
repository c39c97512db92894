/// Image files on their way into the parts of a split.
struct SplitImages {
  let listing: ImageListing
  let files: [ImageListing.File]
  /// The patient of each file, nil where it is not named.
  let owners: [String?]

  /// Writes the files of one part, in the order of the listing, and what is to be told about them.
  ///
  /// - Parameters:
  ///   - members: Which of the files.
  ///   - part: The folder's name.
  func place(
    _ members: [Int], in part: String, linked: Bool, of output: OutputFolder
  ) throws(DataError) -> [SplitManifest.Item] {
    var placed: [SplitManifest.Item] = []
    var taken: Set<String> = []
    var lines = [header]
    for title in isMultiLabel ? ["images"] : listing.classes {
      try output.makeFolder("\(part)/\(title)")
    }
    for index in members {
      let file = files[index]
      let local = Self.free(
        file, title: isMultiLabel ? "images" : listing.classes[file.label], taken: &taken)
      try output.place("\(listing.root)/\(file.path)", as: "\(part)/\(local)", linked: linked)
      placed.append(SplitManifest.Item(to: "\(part)/\(local)", from: file.path))
      if let line = line(index, local) { lines.append(line) }
    }
    if isMultiLabel || namesPatients {
      try output.write(
        Array(lines.map(CSVText.line).joined().utf8), to: "\(part)/\(ImageTable.fileName)")
    }
    return placed
  }

  private var isMultiLabel: Bool { files.contains { $0.marks != nil } }

  private var namesPatients: Bool { owners.contains { $0 != nil } }

  private var header: [String] {
    ["file"] + (namesPatients ? ["patient"] : []) + (isMultiLabel ? listing.classes : [])
  }

  /// What is told about a file; nil where there is nothing to tell.
  private func line(_ index: Int, _ local: String) -> [String]? {
    guard let marks = files[index].marks else { return owners[index].map { [local, $0] } }
    return [local] + (namesPatients ? [owners[index] ?? ""] : []) + marks.map(String.init)
  }

  /// A name that is not taken yet: two folders may hold files of the same name.
  private static func free(
    _ file: ImageListing.File, title: String, taken: inout Set<String>
  ) -> String {
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    var candidate = "\(title)/\(name)"
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(title)/\(number)-\(name)"
      number += 1
    }
    return candidate
  }
}
