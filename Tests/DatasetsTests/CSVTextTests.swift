import Testing

@testable import Datasets

@Suite("CSV that is written")
struct CSVTextTests {
  @Test(
    "Every cell reads back as it was",
    arguments: [
      "plain", "a \"quoted\" word", "a,b", "a\nb", "a\rb", "a\r\nb", "\"", "\"\"",
      // Finds of the fuzzer: characters that are more than the quote, comma or line end they hold.
      "a\"\u{301}b", "a,\u{301}b", "\"\u{200d}", "\u{301}\"", "a\n\u{301}",
    ])
  func cells(_ cell: String) throws {
    let text = CSVText.line(["file", "patient"]) + CSVText.line([cell, "x"])
    let table = try CSVTable(bytes: Array(text.utf8), name: "t.csv")
    #expect(table.rows.count == 1)
    #expect(table.rows.first?.fields.map { Array($0.utf8) } == [Array(cell.utf8), Array("x".utf8)])
  }

  @Test("A title that steers a terminal, or is of several lines, does neither in a message")
  func titles() throws {
    let table = try CSVTable(bytes: Array("\"a\nb\u{1b}[2K\",c\n1,2\n".utf8), name: "t.csv")
    let error = #expect(throws: DataError.self) { try table.column("d") }
    #expect(error?.message == "t.csv: line 1: no column 'd'; there are 'a?b?[2K', 'c'")
  }
}
