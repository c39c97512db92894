import Datasets

/// Gives images their places, one after the other, and counts.
struct ImportTally {
  var summary: ImportSummary
  /// Every image that has a place, by its pseudonym.
  private var placed: [String: ImportedImage]
  /// The pseudonyms of those whose files are there.
  private(set) var done: Set<String>
  /// The pseudonyms of images that this run has met.
  private var seen: Set<String> = []
  private var next: Int

  /// Begins with what earlier runs have left.
  init(folder: ImportFolder) {
    summary = ImportSummary(folder: folder.path)
    placed = Dictionary(folder.images.map { ($0.identity, $0) }) { first, _ in first }
    done = Set(folder.images.filter(folder.holds).map(\.identity))
    next = (folder.images.last?.number ?? 0) + 1
  }

  /// What has to be written of some files that were read.
  mutating func place(
    _ outcomes: some Sequence<(String, DicomReader.Outcome)>, in folder: inout ImportFolder
  ) -> [(image: ImportedImage, png: [UInt8])] {
    var batch: [(image: ImportedImage, png: [UInt8])] = []
    for (path, outcome) in outcomes {
      switch outcome {
      case .passedOver(let refusal): summary.pass(path, refusal)
      case .known(let description):
        guard seen.insert(description.identity).inserted else {
          summary.copies += 1
          continue
        }
        summary.known += 1
        compare(description, in: &folder)
      case .image(let description, let png):
        guard seen.insert(description.identity).inserted else {
          summary.copies += 1
          continue
        }
        summary.written += 1
        summary.windowed += description.hasWindow ? 1 : 0
        summary.unsaid += description.isSaidClean ? 0 : 1
        batch.append((place(description), png))
        compare(description, in: &folder)
        done.insert(description.identity)
      }
    }
    return batch
  }

  /// The place that a broken-off run gave, or a new one.
  private mutating func place(_ description: DicomReader.Description) -> ImportedImage {
    if let image = placed[description.identity] { return image }
    let image = ImportedImage(
      number: next, title: description.title, patient: description.patient,
      source: description.source, identity: description.identity)
    placed[description.identity] = image
    next += 1
    return image
  }

  private mutating func compare(
    _ description: DicomReader.Description, in folder: inout ImportFolder
  ) {
    guard let image = placed[description.identity] else { return }
    if image.title != description.title { summary.moved += 1 }
    if image.source == nil, let source = description.source {
      folder.note(source: source, of: description.identity)
    }
  }
}
