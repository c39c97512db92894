import Foundation
import Images

/// The programs of DCMTK that read DICOM files for an import.
///
/// DICOM is read in processes of their own, because the files come from anywhere and their parser is
/// large: a fault in it ends a process that has no keys and no patients but the one at hand.
struct DicomTools {
  private let header: String
  private let picture: String
  private let pictureLS: String
  private let limiter: String

  /// Finds the programs.
  ///
  /// - Parameter search: folders separated by colons, as in `$PATH`.
  /// - Throws: `NodeError` 69 with the command that installs what is missing.
  init(search: String = ProcessInfo.processInfo.environment["PATH"] ?? "") throws(NodeError) {
    func find(_ name: String, package: String) throws(NodeError) -> String {
      let places = search.split(separator: ":").map { "\($0)/\(name)" }
      if let path = places.first(where: {
        $0.hasPrefix("/") && FileManager.default.isExecutableFile(atPath: $0)
      }) {
        return path
      }
      throw NodeError(
        .unavailable,
        "the program \(name), which reads DICOM files for an import, is not installed",
        remedy: "sudo apt-get install \(package)")
    }
    header = try find("dcmdump", package: "dcmtk")
    picture = try find("dcmj2pnm", package: "dcmtk")
    pictureLS = try find("dcml2pnm", package: "dcmtk")
    limiter = try find("prlimit", package: "util-linux")
  }

  /// What the object says of itself.
  ///
  /// - Parameter scratch: a path without an ending for files in between.
  /// - Throws: `.unreadable`.
  func header(of path: String, scratch: String) throws -> DicomHeader {
    let arguments =
      ["-q", "+fo", "-M", "+L", "+p", "+Qo", "-Un"]
      + DicomHeader.Element.allCases.flatMap { ["+P", $0.rawValue] } + [path]
    guard let data = try process(header, scratch).output(of: arguments, between: scratch + ".txt")
    else {
      try checkRoom(for: Self.slack, in: scratch)
      throw DicomRefusal.unreadable
    }
    return DicomHeader(dump: String(decoding: data, as: UTF8.self))
  }

  /// The picture as a screen would show it: black is 0, the object's own window or else all values
  /// that occur, no overlays.
  ///
  /// - Throws: `.undecodable`.
  func picture(of path: String, _ header: DicomHeader, scratch: String) throws -> GreyImage {
    let output = scratch + ".pgm"
    defer { unlink(output) }
    let window =
      header.hasWindow ? ["+Wi", "1"] : header.has(.windowTable) ? ["+Wl", "1"] : ["+Wm"]
    let program = Self.lossless.contains(header[.transferSyntax] ?? "") ? pictureLS : picture
    guard try process(program, scratch).run(["-q", "+fo", "-O"] + window + ["+op", path, output]),
      let data = FileManager.default.contents(atPath: output),
      let image = PortableGreymap.image([UInt8](data)), image.height == header.integer(.rows),
      image.width == header.integer(.columns)
    else {
      let pixels = (header.integer(.rows) ?? 0) * (header.integer(.columns) ?? 0)
      try checkRoom(for: pixels + Self.slack, in: scratch)
      throw DicomRefusal.undecodable
    }
    return image
  }

  private static let slack = 64 << 10

  /// A program that has no room to write fails as with a damaged file, which it is not.
  private func checkRoom(for bytes: Int, in scratch: String) throws(NodeError) {
    let folder = URL(fileURLWithPath: scratch).deletingLastPathComponent().path
    var status = statvfs()
    guard statvfs(folder, &status) == 0, Int(status.f_bavail) * Int(status.f_frsize) < bytes
    else { return }
    throw NodeError(
      .io, "\(folder): the disk is full", remedy: "make room, then give the same command again")
  }

  private func process(_ program: String, _ scratch: String) -> LimitedProcess {
    LimitedProcess(
      program: program, limiter: limiter,
      folder: URL(fileURLWithPath: scratch).deletingLastPathComponent().path)
  }

  private static let uncompressed = "1.2.840.10008.1.2"
  /// JPEG-LS, lossless and near.
  private static let lossless: Set<String> = ["1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81"]

  /// Whether pixels are stored one after the other (DICOM PS3.5, annex A; deflated ones are not).
  static func isUncompressed(_ syntax: String) -> Bool {
    [uncompressed, uncompressed + ".1", uncompressed + ".2"].contains(syntax)
  }

  /// Whether DCMTK decodes a transfer syntax: uncompressed, deflated, RLE, JPEG, JPEG-LS.
  static func reads(_ syntax: String) -> Bool {
    isUncompressed(syntax) || lossless.contains(syntax) || syntax == uncompressed + ".1.99"
      || syntax == uncompressed + ".5"
      || ["50", "51", "53", "55", "57", "70"].contains { syntax == uncompressed + ".4.\($0)" }
  }
}
