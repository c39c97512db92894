import Images

extension Splitting {
  /// Splits a folder of images into `OUT/h1`, ..., `OUT/test` and `OUT/split.json`; each part is a
  /// folder of the kind of the source.
  ///
  /// With one class for each image a part has class folders. Where the source has a `metadata.csv`
  /// that names patients, each part gets its own. With several labels a part has a folder `images`
  /// and a `metadata.csv` that tells them, with the patients where they are named.
  ///
  /// - Parameters:
  ///   - path: The folder, in any layout that `ImageFolder` reads.
  ///   - classes: The classes; nil for all folders there are except `Lung_Opacity`.
  ///   - labels: Where labels stand; nil is in the names of the folders. In columns they need
  ///     `classes`.
  ///   - output: A folder that does not exist or is empty.
  ///   - progress: Told now and then how many of how many files are decoded.
  /// - Returns: What was done, as in `split.json`.
  /// - Throws: What `ImageFolder.load` throws; `.badOptions` if the minimum cannot be met;
  ///   `.exists`, `.unwritable`.
  public func images(
    _ path: String, classes: [String]? = nil, labels: LabelSource? = nil, into output: String,
    progress: ((_ done: Int, _ of: Int) -> Void)? = nil
  ) throws(DataError) -> SplitManifest {
    try options.validate()
    let folder = ImageFolder(path)
    let names: [String]
    if let classes { names = classes } else { names = try folder.classNames() }
    try ClassNames.validate(names)
    return try build(output) { output throws(DataError) in
      let listing =
        labels == .columns
        ? try folder.listing(findingsOf: names) : try folder.listing(classes: names)
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
    let labels = SplitLabels(files, classes: listing.classes)
    let assignment = try SplitAssignment(
      units: SplitUnit.joined(labels, keys: [pictures, candidates]), labels: labels,
      options: options)
    let parts = SplitImages(listing: listing, files: files, owners: owners)
    var items: [[SplitManifest.Item]] = []
    for (part, name) in options.partNames.enumerated() {
      items.append(
        try parts.place(
          assignment.members(of: part), in: name, linked: options.linksFiles, of: output))
    }
    return manifest(
      assignment, duplicates: files.count - Set(kept.map { hashes[$0] }).count,
      patients: patients == nil ? nil : Set(owners.compactMap(\.self)).count,
      skipped: skipped,
      notes: (labels.areKindsClasses ? [] : listing.notes)
        + Self.notes(patients?.unnamed(among: files.map(\.path)) ?? []),
      items: items)
  }

  /// What to know of images that no patient keeps together.
  private static func notes(_ unnamed: [LoadReport.Unnamed]) -> [String] {
    guard let first = unnamed.first else { return [] }
    return [
      "\(unnamed.count) images have no patient and may be parted from others of theirs; the first is "
        + "\(first.name): \(first.reason)"
    ]
  }
}

extension SplitLabels {
  /// Those of image files.
  init(_ files: [ImageListing.File], classes: [String]) {
    let marks = files.compactMap(\.marks)
    if marks.count == files.count, !files.isEmpty {
      self.init(marks: marks, classes: classes)
    } else {
      self.init(files.map(\.label), classes: classes)
    }
  }
}
