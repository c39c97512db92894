@testable import Node

/// What DCMTK's programs print: the list of elements, and the picture as PGM.
enum DicomTarget: FuzzTarget {
  static func read(_ bytes: [UInt8]) {
    let header = DicomHeader(dump: String(decoding: bytes, as: UTF8.self))
    for element in DicomHeader.Element.allCases {
      Invariant.hold(header[element] == nil || header.has(element), "a value has its element")
      _ = header.integer(element)
    }
    _ = header.hasWindow
    _ = header.isOfPatient("COVID")
    if let image = PortableGreymap.image(bytes) {
      Invariant.hold(image.pixels.count < bytes.count, "pixels come from the file")
    }
  }
}
