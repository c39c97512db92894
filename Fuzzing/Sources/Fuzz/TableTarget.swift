@testable import Datasets

/// A CSV file, as the loader of tables takes it and as it is written.
enum TableTarget: FuzzTarget {
  private static let loader = TableLoader(
    TableSpecification(
      labelColumn: "y", classes: ["0", "1"],
      features: [
        .numeric("age", low: 0, high: 100, indicator: true),
        .categorical("sex", values: ["f", "m"]),
      ], patientColumn: "who"))

  static func read(_ bytes: [UInt8]) {
    refusable { () throws(DataError) in
      let table = try CSVTable(bytes: bytes, name: "fuzz.csv")
      Invariant.hold(
        table.rows.allSatisfy { $0.fields.count == table.header.count }, "rows have all cells")
      write(table)
    }
    refusable { () throws(DataError) in
      let data = try loader.load(bytes: bytes, name: "fuzz.csv").dataset
      let inputs = data.shape.reduce(1, *)
      Invariant.hold(data.examples.count == data.labels.count * inputs, "every input is there")
      Invariant.hold(data.examples.allSatisfy { (0...1).contains($0) }, "inputs are from 0 to 1")
      Invariant.hold(data.groups?.count == data.labels.count, "every row has a patient or none")
    }
  }

  /// Rows stand in the file where they say, and what is written of them reads back.
  private static func write(_ table: CSVTable) {
    // A mark of its own, since the first cell may begin with one.
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var text = CSVText.line(table.header)
    for row in table.rows { text += CSVText.line(row.fields) }
    let again = Invariant.succeeds("what is written is CSV") {
      try CSVTable(bytes: mark + Array(text.utf8), name: "again.csv")
    }
    Invariant.hold(again.header == table.header, "a header reads back")
    Invariant.hold(
      again.rows.map(\.fields) == table.rows.map(\.fields), "cells read back")
    let source = Invariant.succeeds("rows as they stand are CSV") {
      let ranges = [table.headerBytes] + table.rows.map(\.bytes)
      let copy = ranges.map { table.source[$0] }.joined(separator: [0x0a])
      return try CSVTable(bytes: mark + copy, name: "copy.csv")
    }
    Invariant.hold(source.rows.map(\.fields) == table.rows.map(\.fields), "rows stand there")
  }

  private static func refusable(_ read: () throws(DataError) -> Void) {
    do {
      try read()
    } catch {
      Invariant.message(error.message, error.remedy)
    }
  }
}
