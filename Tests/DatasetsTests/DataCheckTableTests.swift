import Datasets
import Foundation
import Testing

@Suite("Checking tables")
struct DataCheckTableTests {
  private let specification = TableSpecification(
    labelColumn: "ill", classes: ["0", "1"],
    features: [
      .numeric("age", low: 20, high: 90, indicator: true), .categorical("sex", values: ["f", "m"]),
      .numeric("chol", low: 100, high: 600),
    ], patientColumn: "who")

  /// Forty rows without a fault.
  private func rows(from first: Int = 0) -> [String] {
    (first..<first + 40).map { row in
      "p\(row),\(20 + row % 70),\(row % 2 == 0 ? "f" : "m"),\(200 + row),\(row % 3 == 0 ? 1 : 0)"
    }
  }

  private func report(
    _ files: [String: [String]], header: String = "who,age,sex,chol,ill",
    needsPatients: Bool = false, isPlanned: Bool = true
  ) throws -> DataCheckReport {
    let folder = try TemporaryFolder()
    for (name, rows) in files {
      try folder.write(name, ([header] + rows).joined(separator: "\n") + "\n")
    }
    return try DataCheck(
      specification: isPlanned ? .table(specification) : nil, needsPatients: needsPatients
    ).run(files.keys.sorted().map { "\(folder.path)/\($0)" })
  }

  private func lines(_ report: DataCheckReport, _ code: DataCheckCode) -> [String] {
    report.findings.filter { $0.check == code }.map { "\($0.word.rawValue) \($0.message)" }
  }

  @Test("A table without a fault is ready")
  func clean() throws {
    let report = try report(["h1.csv": rows()], needsPatients: true)
    #expect(report.findings.allSatisfy { $0.word == .ok }, "\(report.text)")
    #expect(report.verdict == .ready)
    #expect(lines(report, .classes) == ["ok 40 rows (0: 26, 1: 14)"])
    #expect(lines(report, .columns) == ["ok 5 columns of the plan, 40 rows"])
  }

  @Test("Columns that only the plan or only the file has")
  func columns() throws {
    let report = try report(["h1.csv": rows()], header: "who,age,sex,cholesterol,ill")
    #expect(
      lines(report, .columns) == [
        "FAIL 1 column of the plan not in the file: 'chol'",
        "note 1 column that the plan does not use: 'cholesterol'",
      ])
    #expect(report.verdict == .notReady)
    let twice = try self.report(["h1.csv": rows()], header: "who,age,age,chol,ill")
    #expect(lines(twice, .columns).contains("FAIL more than one column 'age'"))
  }

  @Test("Cells: missing, outside the range, unstated, no number, all the same")
  func values() throws {
    var rows = rows()
    rows[0] = "p0,?,f,0,1"
    rows[1] = "p1,secret,x,250,0"
    let report = try report(["h1.csv": rows])
    #expect(
      lines(report, .values) == [
        "FAIL 'age': 1 row (3 %) with text where a number belongs",
        "note 'age': 1 row (3 %) without a value",
        "note 'sex': 1 row (3 %) with a value that the plan does not state, all inputs 0",
        "note 'chol': 1 row (3 %) outside the plan's 100.0 to 600.0, clipped to it",
      ])
    #expect(report.findings.first { $0.word == .fail }?.files == ["line 3"])
    #expect(!report.text.contains("secret") && !report.jsonLines.contains("secret"))

    let zeros = try self.report([
      "h1.csv": self.rows().map { row in
        var cells = row.split(separator: ",").map(String.init)
        cells[3] = "0"
        return cells.joined(separator: ",")
      }
    ])
    #expect(
      lines(zeros, .values).dropFirst() == [
        "warn 'chol': 40 rows (100 %) outside the plan's 100.0 to 600.0, clipped to it",
        "warn 'chol': all known values are the same",
      ])
    #expect(zeros.verdict == .warnings)
  }

  @Test("Rows: classes, copies, patients, several files")
  func rowsAndPatients() throws {
    var rows = rows()
    rows[3] = "p3,30,f,222,9"
    rows[4] = "p4,30,f,222,"
    rows[5] = rows[6]
    let one = try report(["h1.csv": rows])
    #expect(
      lines(one, .classes).dropFirst() == [
        "FAIL 1 row of a class that the plan does not name",
        "warn 1 row without a class, the node will skip them",
      ])
    #expect(
      lines(one, .duplicates) == ["warn 1 row equal to an earlier one in every cell"])
    #expect(one.findings.first { $0.check == .duplicates }?.files == ["line 8 = line 7"])
    #expect(
      lines(one, .patients) == ["ok 39 patients, 1 with several rows (at most 2)"])

    var others = self.rows(from: 100)
    others[0] = self.rows()[20]
    others[1] = "p21,77,f,333,0"
    others[2] = ",77,f,334,0"
    let both = try report(["h1.csv": self.rows(), "h2.csv": others], needsPatients: true)
    let overall = both.findings.filter { $0.part == nil }
    #expect(overall.map(\.word) == [.warn, .fail])
    #expect(overall[0].files == ["h2.csv/line 2 = h1.csv/line 22"])
    #expect(overall[1].message == "2 patients in more than one part")
    let unnamed = both.findings.filter { $0.check == .patients && $0.part == 1 }
    #expect(unnamed.map(\.word) == [.fail])
    #expect(unnamed.first?.files == ["line 4"])
  }

  @Test("Without a plan: missing cells, constant columns; a file that is no CSV")
  func unplanned() throws {
    let report = try report(
      ["h1.csv": rows().map { "\($0),,7" }], header: "Patient ID,age,sex,chol,ill,blank,seven",
      isPlanned: false)
    #expect(
      lines(report, .values) == [
        "warn 'blank': 40 rows (100 %) without a value",
        "warn 'seven': all known values are the same",
      ])
    #expect(lines(report, .patients).first?.hasPrefix("ok 40 patients") == true)
    let broken = try self.report(["h1.csv": ["a,b"]])
    #expect(broken.verdict == .notReady)
    #expect(lines(broken, .data).first?.contains("line 2") == true)
    #expect(try self.report(["h1.csv": []]).verdict == .notReady)
  }

  @Test("Counts for others name columns of the plan only, and no cell")
  func countsOnly() throws {
    var rows = rows().map { "\($0),own" }
    rows[0] = "p0,?,f,0,1,own"
    let text = try report(
      ["h1.csv": rows], header: "who,age,sex,chol,ill,ward"
    ).countsOnly
    #expect(text.contains("0: 30, 1: 10"), "\(text)")
    #expect(text.contains("'age' missing <10"))
    for word in ["ward", "own", "p0", "h1", "line", "26", "14"] {
      #expect(!text.contains(word), "\(word) in \(text)")
    }
  }
}
