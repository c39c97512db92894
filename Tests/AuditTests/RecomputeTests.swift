import Audit
import Foundation
import ModelExchange
import Testing

/// `recompute`: the model from the sealed vectors, or nothing.
@Suite struct RecomputeTests {
  private let out = FileManager.default.temporaryDirectory.path + "/decaph-\(UUID().uuidString)"

  private func recompute(
    _ copy: SharedCopy, _ round: String = "round-12", fromGenesis: Bool = false, out: String? = nil,
    withKey: Bool = true
  ) throws -> Printout {
    try copy.asking(withKey: withKey) {
      try $0.recompute(round, out: out ?? self.out, isFromGenesis: fromGenesis)
    }
  }

  @Test func theFileIsTheModelWithItsOriginAndIsNeverOverwritten() throws {
    defer { try? FileManager.default.removeItem(atPath: out) }
    let copy = try SharedCopy()
    #expect(try recompute(copy, fromGenesis: true).exitCode == 0)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: out))
    let model = try PortableModel(safeTensors: [UInt8](bytes))
    #expect(model.origin.round == 12 && model.parameters.count == 747)
    let attributes = try FileManager.default.attributesOfItem(atPath: out)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(attributes[.referenceCount] as? Int ?? 1 == 1)
    let error = #expect(throws: AuditError.self) { try recompute(copy) }
    #expect(error?.status == 64)
    #expect(try Data(contentsOf: URL(fileURLWithPath: out)) == bytes)
    let again = out + "-again"
    defer { try? FileManager.default.removeItem(atPath: again) }
    // From the published model before it the same bytes come out.
    #expect(try recompute(copy, "12", out: again).exitCode == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: again)) == bytes)
  }

  /// Without any copy of the round's own model the sealed vectors are enough to see it; without a
  /// vector, or with a changed one, nothing is written.
  @Test(arguments: [
    ("h1/round-000012/masked.sealed", Tampering.flipMiddle),
    ("h2/round-000012/unmask-0.json", .delete),
    ("h2/round-000012/model.sealed", .flipLast),
  ])
  func whatDoesNotVerifyIsNotWritten(file: String, tampering: Tampering) throws {
    let copy = try SharedCopy()
    #expect(try tampering.apply(to: file, in: copy))
    let printout = try recompute(copy)
    #expect(printout.exitCode == (tampering == .delete ? 2 : 1), "\(printout.text)")
    #expect(printout.text.contains("nothing was written"))
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test func wrongUseIsRefusedBeforeTheWork() throws {
    let copy = try SharedCopy()
    for (round, path, status) in [
      ("12..13", out, Int32(64)), ("99", out, 66), ("12", copy.root + "/h1/m", 64),
      ("12", "/nonexistent/m", 66),
      ("12", copy.root + "/../\(URL(fileURLWithPath: copy.root).lastPathComponent)/m", 64),
      ("12", FileManager.default.temporaryDirectory.path, 64),
    ] {
      let error = #expect(throws: AuditError.self) { try recompute(copy, round, out: path) }
      #expect(error?.status == status, "\(round) \(path): \(error?.description ?? "")")
    }
    let error = #expect(throws: AuditError.self) { try recompute(copy, withKey: false) }
    #expect(error?.status == 64)
    // A link is a name that is taken, wherever it leads.
    try FileManager.default.createSymbolicLink(atPath: out, withDestinationPath: "/nonexistent/x")
    defer { try? FileManager.default.removeItem(atPath: out) }
    #expect(throws: AuditError.self) { try recompute(copy) }
  }
}
