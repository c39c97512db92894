import Datasets
import Foundation
import Testing

@Suite("Tables")
struct TableLoaderTests {
  private let spec = TableSpecification(
    labelColumn: "ill", classes: ["0", "1"],
    features: [
      .numeric("age", low: 20, high: 80, indicator: true),
      .categorical("pain", values: ["1", "2", "none of these"]),
      .numeric("pulse", low: 40, high: 200, fill: 80),
    ])

  private func load(_ text: String, _ spec: TableSpecification? = nil) throws -> LoadedData {
    try TableLoader(spec ?? self.spec).load(bytes: Array(text.utf8), name: "t.csv")
  }

  private func refusal(_ text: String, _ spec: TableSpecification? = nil) -> DataError? {
    do {
      _ = try load(text, spec)
      return nil
    } catch {
      return error as? DataError
    }
  }

  @Test("What is no UTF-8, and what breaks off, is said so")
  func damagedFiles() {
    let wide = Array("age,pain,pulse,ill\n30,1,80,0\n".utf16).flatMap {
      [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)]
    }
    do {
      _ = try TableLoader(spec).load(bytes: wide, name: "t.csv")
      Issue.record("UTF-16 was read")
    } catch {
      #expect(error.message.contains("UTF-16") && error.remedy.contains("UTF-8"))
    }
    let cut = refusal("age,pain,pulse,ill\n30,1,80,0\n40,1")
    #expect(cut?.message.contains("line 3: 2 cells") == true)
    #expect(cut?.remedy.contains("breaks off") == true)
    let comma = refusal("age,pain,pulse,ill\n30,1\n40,1,80,0\n")
    #expect(comma?.remedy.contains("quotes") == true)
  }

  @Test("Numbers are scaled and clipped, missing ones filled in, values become one input each")
  func values() throws {
    #expect(
      spec.inputNames == ["age", "age missing", "pain=1", "pain=2", "pain=none of these", "pulse"])
    let loaded = try load(
      """
      pulse,ill,age,pain
      120,0,50,1
      ,1,,2.0
      300,1.0,20,7
      40,0,-5,?
      """)
    #expect(loaded.dataset.shape == [6])
    #expect(loaded.dataset.labels == [0, 1, 1, 0])
    #expect(
      loaded.dataset.examples == [
        0.5, 0, 1, 0, 0, 0.5,
        0.5, 1, 0, 1, 0, 0.25,
        0, 0, 0, 0, 0, 1,
        0, 0, 0, 0, 0, 0,
      ])
    #expect(loaded.dataset.ids == ["line 2", "line 3", "line 4", "line 5"])
    #expect(
      loaded.report.notes == [
        "missing, of 4 rows: age 1, pain 1, pulse 1",
        "column 'age': 1 outside 20 to 80",
        "column 'pain': 1 of no stated value",
        "column 'pulse': 1 outside 40 to 200",
      ])
  }

  @Test("Stated values mean missing, a unit stands beside what is outside the range")
  func missingValues() throws {
    var spec = spec
    spec.features[0].missingValues = ["0", "unknown"]
    spec.features[0].unit = "years"
    spec.features[1].missingValues = ["9"]
    let loaded = try load(
      "ill,age,pain,pulse\n0,0.0,1,60\n1,unknown,9,70\n0,,7,80\n1,600,2,\n0,300,1,40\n", spec)
    #expect(
      loaded.dataset.examples == [
        0.5, 1, 1, 0, 0, 0.125,
        0.5, 1, 0, 0, 0, 0.1875,
        0.5, 1, 0, 0, 0, 0.25,
        1, 0, 0, 1, 0, 0.25,
        1, 0, 1, 0, 0, 0,
      ])
    let (un, no) = (true, false)
    #expect(
      loaded.dataset.missing == [
        un, no, no, no, no, no,
        un, no, un, un, un, no,
        un, no, un, un, un, no,
        no, no, no, no, no, un,
        no, no, no, no, no, no,
      ])
    #expect(loaded.dataset.subset([4]).missing == [no, no, no, no, no, no])
    #expect(
      loaded.report.notes == [
        "missing, of 5 rows: age 3, pain 1, pulse 1",
        "column 'age': 2 outside 20 to 80 years, which is most of them: is the column in another "
          + "unit?",
        "column 'pain': 1 of no stated value",
      ])
    #expect(try load("ill,age,pain,pulse\n0,50,1,60\n", spec).dataset.missing.isEmpty)
  }

  @Test("Of thousands of columns the first are noted")
  func manyNotes() throws {
    let names = (0..<70).map { "c\($0)" }
    let spec = TableSpecification(
      labelColumn: "ill", classes: ["0", "1"],
      features: names.map { .numeric($0, low: 0, high: 1) })
    let rows = ["0" + String(repeating: ",", count: 70), "1" + String(repeating: ",7", count: 70)]
    let loaded = try load("ill,\(names.joined(separator: ","))\n\(rows[0])\n\(rows[1])\n", spec)
    let notes = loaded.report.notes
    #expect(notes.count == 52)
    #expect(notes[0].hasPrefix("missing, of 2 rows: c0 1, c1 1, "))
    #expect(notes[0].hasSuffix(", c49 1 and in 20 more columns"))
    #expect(notes[1].hasPrefix("column 'c0': 1 outside 0 to 1"))
    #expect(notes[51] == "the like in 20 more columns")
  }

  @Test("The order of the columns, and columns that the plan does not name, change nothing")
  func orders() throws {
    let one = try load("ill,age,pain,pulse\n0,50,1,60\n1,,2,\n").dataset
    let other = try load("pulse,note,pain,ill,age\n60,x,1.0,0,50\n,y,2,1.0,\n").dataset
    #expect(one.examples == other.examples && one.missing == other.missing)
    #expect(one.labels == other.labels && !one.missing.isEmpty)
  }

  @Test("Mark, line ends, quotes, blanks and empty lines do not change the numbers")
  func dialects() throws {
    let plain = try load("ill,age,pain,pulse\n0,50,1,60\n1,60,none of these,70\n").dataset
    for text in [
      "\u{FEFF}ill,age,pain,pulse\r\n0,50,1,60\r\n1,60,none of these,70",
      "\"ill\",\"age\",pain,pulse\n\n\"0\", 50 ,1,60\n   \n1,60,\"none of these\",\"70\"\n\n",
      "note,ill,age,pain,pulse\n\"a,\"\"b\"\"\n\r\nc\",0,50,1,60\n,1,6e1,none of these,70\r",
    ] {
      let data = try load(text).dataset
      #expect(data.examples == plain.examples)
      #expect(data.labels == plain.labels)
    }
  }

  @Test(
    "Errors name the line and the column, and not what stands there",
    arguments: [
      ("ill,age,pain,pulse\n0,50,1,60\n0,SECRET,1,60\n", ["line 3", "'age'"]),
      ("ill,age,pain,pulse\n0,50,1,60\n0,0x1F,1,60\n", ["line 3", "'age'"]),
      ("ill,age,pain,pulse\n0,inf,1,60\n", ["line 2", "'age'"]),
      ("ill,age,pain,pulse\n\n0,\"5\n0\",1,60\n", ["line 3", "'age'"]),
      ("ill,age,pain,pulse\n\"SECRET\n\",50,1,60\n", ["line 2", "'ill'"]),
      ("ill,age,pain,pulse\n0,\"a\nb\",1\n", ["line 2", "3 cells", "header has 4"]),
      ("note,ill,age,pain,pulse\n\"a\nb\",0,50,1,SECRET\n\n0,1,2,3,4\n", ["line 2", "'pulse'"]),
      ("note,ill,age,pain,pulse\n\"a\nb\",0,50,1,60\nx,0,50,1,SECRET\n", ["line 4", "'pulse'"]),
      ("ill,age,pain,pulse\n0,50,1,60\n0,\"50,1,60\n", ["line 3", "column 2", "never closed"]),
      ("ill,age,pain,pulse\n0,5\"0,1,60\n", ["line 2", "column 2", "quote"]),
      ("ill,age,pain,pulse\n0,\"5\"0,1,60\n", ["line 2", "column 2", "behind"]),
      ("ill,age,pain\n0,50,1\n", ["no column 'pulse'", "'age'"]),
      ("ill,age,age,pain,pulse\n0,5,5,1,60\n", ["2 columns 'age'"]),
      ("ill;age;pain;pulse\n0;5;5;1\n", ["';'"]),
      ("", ["empty"]),
    ])
  func errors(_ text: String, _ words: [String]) throws {
    let error = try #require(refusal(text))
    #expect(error.code == .badData)
    for word in words { #expect(error.message.contains(word), "\(error.message)") }
    #expect(!error.description.contains("SECRET"))
  }

  @Test("Rows without a class are skipped and counted, up to one in twenty")
  func unlabelled() throws {
    var text = "ill,age,pain,pulse\n"
    for row in 0..<19 { text += "\(row % 2),50,1,60\n" }
    let loaded = try load(text + ",50,1,60\n")
    #expect(loaded.dataset.count == 19)
    #expect(loaded.report.skipped.map(\.name) == ["line 21"])
    #expect(refusal(text + ",50,1,60\n,50,1,60\n")?.code == .badData)
    #expect(refusal("ill,age,pain,pulse\n")?.code == .missing)
  }

  @Test("Patients become groups; a row without one has none")
  func patients() throws {
    var spec = spec
    spec.patientColumn = "who"
    let data = try load(
      "who,ill,age,pain,pulse\na,0,1,1,1\n,1,1,1,1\na,1,1,1,1\nn/a,0,1,1,1\nb,0,1,1,1\n", spec
    ).dataset
    #expect(data.groups == ["a", nil, "a", nil, "b"])
    #expect(data.unnamed == [1, 3])
    #expect(data.records == [[0, 2], [1], [3], [4]])
  }

  @Test("Specifications that contradict themselves are refused")
  func specifications() {
    func refused(_ change: (inout TableSpecification) -> Void) -> Bool {
      var changed = spec
      change(&changed)
      return refusal("ill,age,pain,pulse\n0,50,1,60\n", changed)?.code == .badSpecification
    }
    #expect(refused { $0.classes = ["1", "1.0"] })
    #expect(refused { $0.features = [] })
    #expect(refused { $0.features.append(.numeric("age", low: 0, high: 1)) })
    #expect(refused { $0.features.append(.numeric("ill", low: 0, high: 1)) })
    #expect(refused { $0.features = [.numeric("age", low: 1, high: 1)] })
    #expect(refused { $0.features = [.numeric("age", low: 0, high: .infinity)] })
    #expect(refused { $0.features = [.numeric("age", low: 0, high: 1, fill: 2)] })
    #expect(refused { $0.features = [.categorical("pain", values: [])] })
    #expect(refused { $0.features = [.categorical("pain", values: ["1", "1.0"])] })
    #expect(refused { $0.features[1].missingValues = ["9", "1.0"] })
    #expect(refused { $0.features[0].missingValues = ["9", "9.0"] })
  }

  @Test("A specification survives encoding; numbers are text or numbers, never floats when written")
  func coding() throws {
    var spec = spec
    spec.features[2].missingValues = ["0", "-9"]
    spec.features[2].unit = "beats/min"
    let whole = DataSpecification.table(spec)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = try encoder.encode(whole)
    #expect(try JSONDecoder().decode(DataSpecification.self, from: bytes) == whole)
    #expect(String(decoding: bytes, as: UTF8.self).contains(#""high":"80.0""#))

    let images = DataSpecification.images(ImageSpecification(classes: ["a", "b"], side: 32))
    #expect(
      try JSONDecoder().decode(DataSpecification.self, from: encoder.encode(images)) == images)

    let plain = #"{"name":"age","low":20,"high":80.5}"#
    #expect(
      try JSONDecoder().decode(TableFeature.self, from: Data(plain.utf8))
        == .numeric("age", low: 20, high: 80.5))
    for bad in [
      #"{"name":"age","low":20}"#, #"{"name":"age","low":"x","high":1}"#,
      #"{"name":"age","values":["a"],"low":1}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(TableFeature.self, from: Data(bad.utf8))
      }
    }
  }
}
