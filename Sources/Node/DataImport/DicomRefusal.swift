import Images

/// Why a file becomes no image; in the order in which the summary names them.
enum DicomRefusal: Int, CaseIterable, Error {
  case foreign, unreadable, noPicture, burnedIn, colour, severalFrames, tooLarge, compression
  case incomplete, undecodable, noClass

  /// What the summary says of such files.
  var text: String {
    switch self {
    case .foreign: "no DICOM (no 'DICM' at byte 128)"
    case .unreadable: "damaged: the header cannot be read"
    case .noPicture: "without a picture: reports, PDF, directories and the like"
    case .burnedIn: "with text burned into the picture, as they say themselves"
    case .colour: "in colour: photographs of screens and the like, often with text in them"
    case .severalFrames: "with several frames: no single radiograph"
    case .tooLarge: "too large: more than 64 million pixels, or 65,535 on a side"
    case .compression: "compressed in a way that DCMTK does not read (JPEG 2000, video)"
    case .incomplete: "damaged: fewer pixels than announced, or bits that cannot be"
    case .undecodable: "damaged: the picture cannot be decoded"
    case .noClass: "of no class: outside the class folders, or not in the file of labels"
    }
  }

  /// Whether the file should have been an image and is broken.
  var isDamage: Bool { [.unreadable, .incomplete, .undecodable].contains(self) }

  /// Whether people will want to know which files these are.
  var namesFiles: Bool { ![.foreign, .noPicture].contains(self) }

  /// Judges an object by its header.
  ///
  /// - Throws: the first reason why it becomes no image.
  static func check(_ header: DicomHeader) throws(DicomRefusal) {
    guard let rows = header.integer(.rows), let columns = header.integer(.columns), rows > 0,
      columns > 0, header.has(.pixels)
    else { throw .noPicture }
    guard header[.burnedIn]?.uppercased() != "YES" else { throw .burnedIn }
    guard header.integer(.samples) ?? 1 == 1,
      ["MONOCHROME1", "MONOCHROME2"].contains(header[.photometric] ?? "")
    else { throw .colour }
    guard header.integer(.frames) ?? 1 == 1 else { throw .severalFrames }
    // The standard has 16 bits for each; a file may claim anything.
    guard rows <= 65_535, columns <= 65_535,
      rows * columns <= ImageLimits.standard.maximumPixels
    else { throw .tooLarge }
    let syntax = header[.transferSyntax] ?? ""
    guard DicomTools.reads(syntax) else { throw .compression }
    if DicomTools.isUncompressed(syntax), let bytes = header.pixelBytes,
      let bits = header.integer(.bitsAllocated),
      !(1...64).contains(bits) || bytes < (rows * columns * bits + 7) / 8
    {
      throw .incomplete
    }
  }
}
