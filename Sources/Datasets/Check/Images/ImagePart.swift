import Foundation
import Images

/// One folder of class folders, with all its images looked at.
struct ImagePart {
  /// Its place among the paths that were given.
  let number: Int
  let listing: ImageListing
  /// What each file holds; nil for those that do not decode.
  let facts: [ImageFacts?]
  /// Why a file does not decode, by name.
  let unreadable: [LoadReport.Skipped]
  /// The patient of each file; nil where no `metadata.csv` names patients.
  let patients: [String?]?
  /// Why files have no patient, by path.
  let unnamed: [String: String]
  /// The source of each file; nil where no `metadata.csv` names sources.
  let sources: [String?]?
  /// Folders beside the class folders that stand for no class.
  let strangers: [String]
  /// Folders of masks beside images.
  let maskFolders: [String]
  /// Whether an import into the folder was broken off.
  let isUnfinished: Bool
  /// Why `metadata.csv` could not be used.
  let problem: DataError?

  private static let sourceColumns: Set<String> = [
    "source", "dataset", "collection", "origin", "scanner", "device", "station", "stationname",
  ]

  /// Looks at a folder.
  ///
  /// - Parameter labels: Where labels stand; nil is in the names of the folders.
  init(
    _ path: String, number: Int, classes: [String], labels: LabelSource?,
    progress: ((Int, Int) -> Void)?
  ) throws(DataError) {
    let folder = ImageFolder(path)
    let listing =
      labels == .columns
      ? try folder.listing(findingsOf: classes) : try folder.listing(classes: classes)
    let paths = listing.files.map(\.path)
    let decoding = ImageDecoding(root: listing.root, paths: paths, progress: progress)
    var facts = [ImageFacts?](repeating: nil, count: listing.files.count)
    let errors = facts.withUnsafeMutableBufferPointer { buffer in
      // Every file has its own slot, so the threads never meet.
      nonisolated(unsafe) let slots = buffer
      return decoding.attempt { slots[$0] = ImageFacts($1) }
    }
    var patients: [String?]?
    var unnamed: [String: String] = [:]
    var sources: [String?]?
    var problem: DataError?
    do throws(DataError) {
      let index = try PatientIndex(root: listing.root)
      patients = index?.patients(of: paths)
      for one in index?.unnamed(among: paths) ?? [] { unnamed[one.name] = one.reason }
      sources = try ImageTable(root: listing.root)?.index(of: Self.sourceColumns)?
        .answers(for: paths).map(\.value)
    } catch {
      problem = error
    }
    self.number = number
    self.listing = listing
    self.facts = facts
    unreadable = decoding.skipped(errors)
    self.patients = patients
    self.unnamed = unnamed
    self.sources = sources
    self.problem = problem
    let folders = try FolderEntry.list(listing.root).filter(\.isFolder).map(\.name)
    strangers = folders.filter {
      labels == nil && ClassNames.index(of: $0, in: classes) == nil && !Self.isMaskFolder($0)
    }
    isUnfinished = access("\(listing.root)/\(ImportFolder.unfinished)", F_OK) == 0
    maskFolders = Self.maskFolders(folders, of: listing)
  }

  /// The places of the files that decode.
  var kept: [Int] { facts.indices.filter { facts[$0] != nil } }

  /// The path of a file below the root.
  func name(_ index: Int) -> String { listing.files[index].path }

  /// Whether an image may have any number of classes.
  var isMultiLabel: Bool { listing.files.contains { $0.marks != nil } }

  /// The classes of a file: one, or with several labels any number.
  func labels(_ index: Int) -> [Int] {
    let file = listing.files[index]
    guard let marks = file.marks else { return [file.label] }
    return marks.indices.filter { marks[$0] != 0 }
  }

  /// Images of each class that decode.
  var counts: [Int] {
    kept.reduce(into: [Int](repeating: 0, count: listing.classes.count)) { counts, index in
      for label in labels(index) { counts[label] += 1 }
    }
  }

  private static func isMaskFolder(_ name: String) -> Bool {
    ["mask", "masks"].contains(ClassNames.key(name))
  }

  private static func maskFolders(_ folders: [String], of listing: ImageListing) -> [String] {
    folders.flatMap { folder -> [String] in
      if isMaskFolder(folder) { return [folder] }
      guard ClassNames.index(of: folder, in: listing.classes) != nil,
        let entries = try? FolderEntry.list("\(listing.root)/\(folder)")
      else { return [] }
      return entries.filter { $0.isFolder && isMaskFolder($0.name) }
        .map { "\(folder)/\($0.name)" }
    }
  }
}
