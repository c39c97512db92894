import Foundation

/// The folder that an import fills: class folders of PNG files, `metadata.csv`, and a hidden ledger.
///
/// A place in the ledger and in `metadata.csv` comes before the image, and the image appears whole or
/// not at all. So whenever the import is killed, every image that is there has its patient, and the
/// next run does what is missing under the numbers that were given out. The ledger holds pseudonyms
/// only.
public struct ImportFolder {
  /// The folder.
  public let path: String
  /// Every image that has a place, in the order of the numbers.
  public private(set) var images: [ImportedImage]
  private let withSource: Bool

  static let ledger = ".decaph-import.csv"
  /// There as long as an import is under way or was broken off.
  static let unfinished = ".decaph-import-unfinished"
  private static let scratch = ".decaph-import-scratch"
  private static let header = ["file", "patient", "source", "identity"]

  /// Opens a folder to fill, or to go on filling.
  ///
  /// - Parameter withSource: Whether `metadata.csv` gets a column of sources.
  /// - Throws: `.exists` if it holds anything that no import has put there; `.badData` if the ledger
  ///   is damaged; `.unwritable`.
  public init(_ path: String, withSource: Bool) throws(DataError) {
    self.path = path
    self.withSource = withSource
    images = []
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    if names.contains(Self.ledger) {
      images = try Self.read("\(path)/\(Self.ledger)")
    } else if !names.allSatisfy(Self.isLeftover) {
      throw DataError(
        .exists, "\(path): already there, and not made by an import",
        remedy: "choose a new folder for --into")
    }
    try makeFolder("")
    try save()
    try AtomicFile.replace("\(path)/\(Self.unfinished)", with: [UInt8]())
    removeLeftovers()
    try makeFolder(Self.scratch)
  }

  /// A folder for files in between, removed in the end; on the same disk, so that no patient's image
  /// lies elsewhere even for a moment.
  public var scratch: String { "\(path)/\(Self.scratch)" }

  /// Whether the file of an image is there.
  public func holds(_ image: ImportedImage) -> Bool {
    access("\(path)/\(image.path)", F_OK) == 0
  }

  /// Gives images their places, durably, and then writes them.
  ///
  /// - Parameter batch: Images of numbers that are new or already in the ledger, each with its PNG
  ///   file.
  /// - Throws: `.unwritable`, for instance on a full disk; what is there then is whole.
  public mutating func add(_ batch: [(image: ImportedImage, png: [UInt8])]) throws(DataError) {
    let known = Set(images.map(\.number))
    images += batch.map(\.image).filter { !known.contains($0.number) }
    images.sort { $0.number < $1.number }
    try save()
    for (image, png) in batch {
      try makeFolder(image.title)
      try AtomicFile.replace("\(path)/\(image.path)", with: png, mode: 0o640)
    }
  }

  /// Fills in sources that were not asked for before.
  public mutating func note(source: String, of identity: String) {
    guard let place = images.firstIndex(where: { $0.identity == identity }) else { return }
    images[place].source = source
  }

  /// Says that nothing is missing any more.
  public func finish() throws(DataError) {
    try save()
    try? FileManager.default.removeItem(atPath: scratch)
    unlink("\(path)/\(Self.unfinished)")
    AtomicFile.syncFolder(of: "\(path)/\(Self.unfinished)")
  }

  private func save() throws(DataError) {
    var ledger = CSVText.line(Self.header)
    var metadata = CSVText.line(["file", "patient"] + (withSource ? ["source"] : []))
    for image in images {
      let cells = [image.path, image.patient ?? ""]
      ledger += CSVText.line(cells + [image.source ?? "", image.identity])
      metadata += CSVText.line(cells + (withSource ? [image.source ?? ""] : []))
    }
    try AtomicFile.replace("\(path)/\(Self.ledger)", with: Array(ledger.utf8))
    try AtomicFile.replace(
      "\(path)/\(ImageTable.fileName)", with: Array(metadata.utf8), mode: 0o640)
  }

  private func makeFolder(_ name: String) throws(DataError) {
    do {
      try FileManager.default.createDirectory(
        atPath: "\(path)/\(name)", withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o750])
    } catch {
      throw DataError(
        .unwritable, "\(path): cannot be made", remedy: "check free space and permissions")
    }
  }

  private static func read(_ path: String) throws(DataError) -> [ImportedImage] {
    let table = try CSVTable(path: path)
    var images: [ImportedImage] = []
    for row in table.rows {
      let cells = row.fields
      let parts = cells[0].split(separator: "/")
      guard table.header == header, parts.count == 2,
        let number = Int(parts[1].prefix { $0 != "." })
      else {
        throw DataError(
          .badData, "\(path): line \(row.line): damaged",
          remedy: "remove the whole folder and import again")
      }
      images.append(
        ImportedImage(
          number: number, title: String(parts[0]), patient: cells[1].isEmpty ? nil : cells[1],
          source: cells[2].isEmpty ? nil : cells[2], identity: cells[3]))
    }
    return images
  }

  /// What a killed run left between: files in between, and images that were not yet whole.
  private func removeLeftovers() {
    try? FileManager.default.removeItem(atPath: scratch)
    for folder in [""] + Set(images.map(\.title)) {
      let place = "\(path)/\(folder)"
      for name in (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
      where Self.isLeftover(name) {
        unlink("\(place)/\(name)")
      }
    }
  }
  /// A file of ours that was not yet whole when its run was killed.
  private static func isLeftover(_ name: String) -> Bool {
    name.wholeMatch(of: #/(\d{6,}\.png|metadata\.csv|\.decaph-import.*)\.\d+\.tmp/#) != nil
  }
}
