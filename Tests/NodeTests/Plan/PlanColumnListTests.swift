import Foundation
import TestFolders
import Testing

@testable import Node

/// Lists of columns in a file beside the plan.
@Suite final class PlanColumnListTests {
  private let folder =
    TemporaryFolders.path + "/decaph-list-\(UUID().uuidString)"

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A plan file whose columns are in `genes.txt`, and that file, if there is a text for it.
  private func plan(_ list: String?, count: String = "") throws -> String {
    let text = PlanFileTests.smallest.replacing(
      "[data.images]\nside = 16",
      with: """
        [data.table]
        label = "type"
        [[data.table.feature]]
        columns_file = "genes.txt"
        \(count)
        low = 0
        high = 4
        """)
    let path = folder + "/plan.toml"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    try? FileManager.default.removeItem(atPath: folder + "/genes.txt")
    try list?.write(toFile: folder + "/genes.txt", atomically: true, encoding: .utf8)
    return path
  }

  private func problem(_ list: String?, count: String = "") throws -> String {
    let path = try plan(list, count: count)
    let error = #expect(throws: NodeError.self) { try PlanFile.load(path) }
    #expect(error?.status == .badData)
    return error?.message ?? ""
  }

  @Test(arguments: ["INS\nGCG\nSST\n", "INS\r\n\r\n GCG \r\nSST", "INS\n\nGCG\nSST\n\n"])
  func namesBecomeColumns(_ list: String) throws {
    let path = try plan(list, count: "columns_count = 3")
    let plan = try PlanFile.load(path)
    #expect(plan.data.table?.features.map(\.columns) == [["INS", "GCG", "SST"]])
    #expect(plan.model.input == [3])
    let draft = try PlanFile.draft(path)
    #expect(draft.plan == plan && draft.notes.isEmpty)
  }

  @Test func aDraftNeedsNoListYet() throws {
    let path = try plan(nil, count: "columns_count = 15558")
    let draft = try PlanFile.draft(path)
    #expect(draft.plan.data.shape == [15558])
    let text = try PlanSummary(file: path, hospitals: 3).text
    #expect(text.contains("genes.txt is not there yet: reckoned with 15558 columns"))
    #expect(try problem(nil, count: "columns_count = 15558").contains("genes.txt, which cannot be"))
    let unknown = try self.plan(nil)
    #expect(throws: NodeError.self) { try PlanFile.draft(unknown) }
  }

  @Test func whatIsWrongWithAListIsTold() throws {
    #expect(try problem("a\nb\n", count: "columns_count = 3").contains("holds 2 names"))
    #expect(try problem("a\nb\n\na\n").contains("line 4 names a column a second time"))
    #expect(try problem("a\n\u{e4}\n").contains("line 2 is not printable ASCII"))
    #expect(try problem("\n \n").contains("it names no column"))
    #expect(try problem(String(repeating: "abcdefgh\n", count: 120_000)).contains("at most 1 MiB"))
  }
}
