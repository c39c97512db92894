import Artifacts
import ModelExchange
import SharedFolder

/// `export`: the model of a closed round as one file that needs nothing else.
public struct ExportModel {
  private let directory: String
  private let location: StateLocation?
  private let keyFile: String?
  private let session: String?
  private let round: Int?
  private let format: ExportFormat
  private let out: NamedFile
  private let isReplacing: Bool

  /// Prepares an export.
  ///
  /// - Parameters:
  ///   - id: the hospital whose state opens the model; otherwise `keyFile` does.
  ///   - keyFile: a member's or an auditor's sealing key.
  ///   - session: the expected session, where a key file opens the model.
  ///   - round: `round-12`, `12` or `latest`.
  ///   - isReplacing: whether a file that is there may be replaced.
  /// - Throws: `NodeError` 64.
  public init(
    directory: String, id: String?, state: String?, keyFile: String?, session: String?,
    round: String, format: ExportFormat, out: String, isReplacing: Bool
  ) throws {
    self.directory = SharedLocation.absolute(directory)
    guard (id == nil) != (keyFile == nil) else {
      throw NodeError(
        .usage, "models are sealed for the members and auditors",
        remedy: "give either --id, on that hospital's machine, or --key with a key file")
    }
    location = try id.map { try StateLocation(directory: directory, id: $0, state: state) }
    self.keyFile = keyFile
    self.session = session
    if round == "latest" {
      self.round = nil
    } else {
      guard let number = RoundSelection(round)?.single else {
        throw NodeError(
          .usage, "'\(round)' is no round", remedy: "write round-12, 12 or latest")
      }
      self.round = number
    }
    self.format = format
    self.out = NamedFile(out)
    self.isReplacing = isReplacing
  }

  /// Exports; returns what to tell the person.
  public func run() throws -> String {
    try out.checkWritable(isReplacing: isReplacing, outside: directory)
    let reader =
      if let location {
        try ModelReader(location)
      } else {
        try ModelReader(directory: directory, keyFile: keyFile ?? "", session: session)
      }
    let (state, results) = try reader.read(round: round)
    let model = try PortableModel(state, results: results, manifest: reader.manifest)
    try out.write(try bytes(of: model))
    return """
      model     \(model.origin.text)
      classes   \(model.data.classes.joined(separator: ", "))
      written   \(out.given): \(model.parameters.count) parameters as \(format.rawValue)
      checked   signatures, chain of results, digest of the model; \
      'decaph-audit verify round-\(model.origin.round)' with a key recomputes it
      """
  }

  private func bytes(of model: PortableModel) throws -> [UInt8] {
    switch format {
    case .safetensors: try model.safeTensors()
    case .onnx: try model.onnx()
    }
  }
}
