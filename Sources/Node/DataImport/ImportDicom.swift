import Datasets
import Foundation
import Journal

/// `data import`: DICOM objects become grey PNG files without identifiers.
public struct ImportDicom {
  private let root: String
  private let output: String
  private let labels: ImportLabels?
  private let withSource: Bool
  private let state: String

  /// Reads the labels and finds the private state.
  ///
  /// - Parameters:
  ///   - from: the folder of DICOM files; without labels its folders are the classes.
  ///   - into: a new folder, or one that an import has begun.
  ///   - labels: a CSV file that says which class each image has; nil for the folders' names.
  ///   - withSource: whether `metadata.csv` gets a column of devices, as pseudonyms.
  ///   - state: where the key of the pseudonyms lies, if not in its usual place.
  public init(
    from: String, into: String, labels: String?, withSource: Bool, state: String?
  ) throws {
    root = SharedLocation.absolute(from)
    output = SharedLocation.absolute(into)
    guard !(output + "/").hasPrefix(root + "/") else {
      throw NodeError(
        .usage, "\(output) lies in \(root), from which the import reads",
        remedy: "choose a folder beside it for --into")
    }
    if let shared = SharedLocation.consortium(around: output) {
      throw NodeError(
        .usage, "\(output) lies in the shared directory \(shared): no image belongs there",
        remedy: "choose a folder on this hospital's own disk for --into")
    }
    self.labels = try labels.map { try ImportLabels($0) }
    self.withSource = withSource
    // No hospital has this name, so nothing of theirs is touched.
    self.state =
      try state.map(SharedLocation.absolute)
      ?? StateDirectory.location(
        "data_import", environment: ProcessInfo.processInfo.environment)
    guard !(self.state + "/").hasPrefix(output + "/") else {
      throw NodeError(
        .usage, "the key of the pseudonyms, in \(self.state), would lie beside the images",
        remedy: "choose another folder for --into or --state")
    }
  }

  /// Imports what is not yet there.
  ///
  /// - Parameter progress: told now and then how many of how many files are read.
  /// - Throws: `NodeError` 69 when DCMTK is missing, 66 when there are no files, 75 when another
  ///   import runs; `DataError` when the folder cannot be used or the disk is full.
  public func run(progress: ((_ done: Int, _ of: Int) -> Void)? = nil) throws -> ImportSummary {
    let tools = try DicomTools()
    let files = try DicomFiles(root)
    if labels == nil { try files.checkClassFolders() }
    let directory = try StateDirectory(state, outside: output)
    guard case .acquired(let lock) = try ProcessLock.tryAcquire(in: directory) else {
      throw NodeError(.tryLater, "another import is running", remedy: "wait for it")
    }
    defer { withExtendedLifetime(lock) {} }
    let pseudonyms = try Pseudonyms(Journal(try DirectoryStore(directory)).secrets)
    var folder = try ImportFolder(output, withSource: withSource)
    let reader = DicomReader(
      files: files, tools: tools, pseudonyms: pseudonyms, labels: labels, withSource: withSource,
      scratch: folder.scratch)
    var tally = ImportTally(folder: folder)
    let batch = max(8, 4 * ProcessInfo.processInfo.activeProcessorCount)
    for start in stride(from: 0, to: files.paths.count, by: batch) {
      let paths = files.paths[start..<min(start + batch, files.paths.count)]
      let outcomes = try Self.read(Array(paths), by: reader, done: tally.done)
      let placed = tally.place(zip(paths, outcomes), in: &folder)
      try folder.add(placed)
      progress?(paths.endIndex, files.paths.count)
    }
    try folder.finish()
    tally.summary.images = folder.images.filter(folder.holds)
    return tally.summary
  }

  private static func read(
    _ paths: [String], by reader: DicomReader, done: Set<String>
  ) throws -> [DicomReader.Outcome] {
    var results = [Result<DicomReader.Outcome, any Error>?](repeating: nil, count: paths.count)
    results.withUnsafeMutableBufferPointer { buffer in
      // Every file has its own slot, so the threads never meet.
      nonisolated(unsafe) let slots = buffer
      DispatchQueue.concurrentPerform(iterations: paths.count) { index in
        slots[index] = Result { try reader.read(paths[index], done: done, lane: index) }
      }
    }
    return try results.compactMap { try $0?.get() }
  }
}
