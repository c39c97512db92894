import Datasets
import Foundation
import Images

/// Reads one file for an import; used by several threads at once.
struct DicomReader {
  /// What a file turned out to be.
  enum Outcome {
    case passedOver(DicomRefusal)
    /// The image was imported before.
    case known(Description)
    case image(Description, png: [UInt8])
  }

  /// An image by its pseudonyms.
  struct Description {
    let identity: String
    let title: String
    let patient: String?
    let source: String?
    /// Whether the object says that no text is burned into its picture.
    let isSaidClean: Bool
    let hasWindow: Bool
  }

  let files: DicomFiles
  let tools: DicomTools
  let pseudonyms: Pseudonyms
  let labels: ImportLabels?
  let withSource: Bool
  /// A folder for files in between.
  let scratch: String

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - path: below the folder of the import.
  ///   - done: the pseudonyms of images that were imported before.
  ///   - lane: a number that no other thread uses at the same time.
  func read(_ path: String, done: Set<String>, lane: Int) throws -> Outcome {
    do {
      guard files.isDicom(path) else { throw DicomRefusal.foreign }
      let full = "\(files.root)/\(path)"
      let between = "\(scratch)/\(lane)"
      let header = try tools.header(of: full, scratch: between)
      try DicomRefusal.check(header)
      let description = try describe(header, path)
      guard !done.contains(description.identity) else { return .known(description) }
      let picture = try tools.picture(of: full, header, scratch: between)
      return .image(description, png: try picture.encodePNG())
    } catch let refusal as DicomRefusal {
      return .passedOver(refusal)
    }
  }

  private func describe(_ header: DicomHeader, _ path: String) throws -> Description {
    guard let title = title(header, path) else { throw DicomRefusal.noClass }
    guard labels != nil || !header.isOfPatient(title) else {
      throw NodeError(
        .badData,
        "a folder in \(files.root) bears the name or number of a patient in it: the folders are no "
          + "classes, and their names would be copied",
        remedy:
          "remove the folder of the import, then give --labels, or put the files into one folder "
          + "for each class")
    }
    // An object without its number is known by where it lies.
    let number = header[.sopInstance] ?? "file \(path)"
    let device = [header[.manufacturer], header[.station]].map { $0 ?? "" }
    let isKnown = withSource && device.contains { !$0.isEmpty }
    return Description(
      identity: pseudonyms.name(number, .image), title: title,
      patient: header[.patient].map { pseudonyms.name($0, .patient) },
      source: isKnown ? pseudonyms.name(device.joined(separator: "\\"), .source) : nil,
      isSaidClean: header[.burnedIn]?.uppercased() == "NO", hasWindow: header.hasWindow)
  }

  private func title(_ header: DicomHeader, _ path: String) -> String? {
    guard let labels else { return DicomFiles.folder(of: path) }
    let name: String? =
      switch labels.key {
      case .file: path
      case .instance: header[.sopInstance]
      case .accession: header[.accession]
      case .patient: header[.patient]
      }
    return name.flatMap { labels[$0] }
  }
}
