import Images

extension Splitting {
  /// Splits a folder of class folders into `OUT/h1/CLASS/...`, ..., `OUT/test/CLASS/...` and
  /// `OUT/split.json`.
  ///
  /// Where the source has a `metadata.csv` that names patients, each part gets its own.
  ///
  /// - Parameters:
  ///   - path: The folder, in any layout that `ImageFolder` reads.
  ///   - classes: The classes; nil for all there are except `Lung_Opacity`.
  ///   - output: A folder that does not exist or is empty.
  ///   - progress: Told now and then how many of how many files are decoded.
  /// - Returns: What was done, as in `split.json`.
  /// - Throws: What `ImageFolder.load` throws; `.badOptions` if the minimum cannot be met;
  ///   `.exists`, `.unwritable`.
  public func images(
    _ path: String, classes: [String]? = nil, into output: String,
    progress: ((_ done: Int, _ of: Int) -> Void)? = nil
  ) throws(DataError) -> SplitManifest {
    try options.validate()
    let folder = ImageFolder(path)
    let names: [String]
    if let classes { names = classes } else { names = try folder.classNames() }
    try ClassNames.validate(names)
    return try build(output) { output throws(DataError) in
      let listing = try folder.listing(classes: names)
      return try images(listing, into: output, progress: progress)
    }
  }

  private func images(
    _ listing: ImageListing, into output: OutputFolder, progress: ((Int, Int) -> Void)?
  ) throws(DataError) -> SplitManifest {
    let patients = try PatientIndex(root: listing.root)
    let decoding = ImageDecoding(
      root: listing.root, paths: listing.files.map(\.path), progress: progress)
    var hashes = [ContentHash](repeating: ContentHash(), count: listing.files.count)
    let errors = hashes.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let slots = buffer
      return decoding.forEach { slots[$0] = ContentHash(of: $1) }
    }

    let skipped = try decoding.few(errors)
    let kept = errors.indices.filter { errors[$0] == nil }
    let files = kept.map { listing.files[$0] }
    let pictures: [[AnyHashable]] = kept.map { [hashes[$0]] }
    let owners = patients?.patients(of: files.map(\.path)) ?? files.map { _ in nil }
    // An image whose patient is in doubt goes where everybody is whom it may show.
    let candidates = patients?.candidates(of: files.map(\.path)) ?? []
    let assignment = try SplitAssignment(
      units: SplitUnit.joined(
        labels: files.map(\.label), classes: listing.classes.count,
        keys: [pictures, candidates]),
      classes: listing.classes, options: options)
    let items = try place(files, of: listing, assignment, owners: owners, into: output)
    return manifest(
      assignment, duplicates: files.count - Set(kept.map { hashes[$0] }).count,
      patients: patients == nil ? nil : Set(owners.compactMap(\.self)).count,
      skipped: skipped, items: items)
  }

  /// Writes the files of every part, in the order of the listing.
  private func place(
    _ files: [ImageListing.File], of listing: ImageListing, _ assignment: SplitAssignment,
    owners: [String?], into output: OutputFolder
  ) throws(DataError) -> [[SplitManifest.Item]] {
    var items: [[SplitManifest.Item]] = []
    for (part, name) in options.partNames.enumerated() {
      for title in listing.classes { try output.makeFolder("\(name)/\(title)") }
      var placed: [SplitManifest.Item] = []
      var taken: Set<String> = []
      var metadata = "file,patient\n"
      for index in assignment.members(of: part) {
        let file = files[index]
        let local = Self.free(file, title: listing.classes[file.label], taken: &taken)
        try output.place(
          "\(listing.root)/\(file.path)", as: "\(name)/\(local)", linked: options.linksFiles)
        placed.append(SplitManifest.Item(to: "\(name)/\(local)", from: file.path))
        if let owner = owners[index] {
          metadata += CSVText.line([local, owner])
        }
      }
      if owners.contains(where: { $0 != nil }) {
        try output.write(Array(metadata.utf8), to: "\(name)/\(ImageTable.fileName)")
      }
      items.append(placed)
    }
    return items
  }

  /// A name that is not taken yet: two folders of one class may hold files of the same name.
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
