import Foundation
import Images
import TestFolders

@testable import Node

/// A folder of DICOM files and what is imported from it; removed when it is released.
final class DicomTrial {
  let root = TemporaryFolders.path + "/decaph-dicom-\(UUID().uuidString)"
  var source: String { root + "/source" }

  /// The programs that the import calls, and those with which tests compress.
  static let hasTools = ["dcmdump", "dcmj2pnm", "dcml2pnm", "dcmcjpeg", "dcmcrle", "dcmcjpls"]
    .allSatisfy { FileManager.default.isExecutableFile(atPath: "/usr/bin/\($0)") }

  init() throws {
    try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func write(_ writer: DicomWriter, _ name: String) throws { try write(writer.bytes, name) }

  func write(_ bytes: [UInt8], _ name: String) throws {
    let url = URL(fileURLWithPath: "\(source)/\(name)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// Imports into a folder of this trial.
  func run(
    into: String = "out", labels: String? = nil, withSource: Bool = false, state: String = "state"
  ) throws -> ImportSummary {
    let file = root + "/labels.csv"
    if let labels { try labels.write(toFile: file, atomically: true, encoding: .utf8) }
    return try ImportDicom(
      from: source, into: "\(root)/\(into)", labels: labels == nil ? nil : file,
      withSource: withSource, state: "\(root)/\(state)"
    ).run()
  }

  func image(_ name: String, in folder: String = "out") throws -> GreyImage {
    try GreyImage.load("\(root)/\(folder)/\(name)")
  }

  /// The cells of `metadata.csv` without its header, by file.
  func metadata(_ folder: String = "out") throws -> [String: [String]] {
    let text = try String(contentsOfFile: "\(root)/\(folder)/metadata.csv", encoding: .utf8)
    let rows = text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Array($0.dropFirst())) })
  }

  /// Every file below a folder of this trial with its bytes, hidden ones too.
  func files(_ folder: String = "out") throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)") {
      if let data = FileManager.default.contents(atPath: "\(root)/\(folder)/\(name)") {
        files[name] = data
      }
    }
    return files
  }

  /// Runs a program of DCMTK on a file of the source.
  func compress(_ tool: String, _ options: [String], _ name: String, to other: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/\(tool)")
    process.arguments = options + ["\(source)/\(name)", "\(source)/\(other)"]
    try process.run()
    process.waitUntilExit()
  }
}
