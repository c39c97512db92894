import Node
import Testing

/// What is wrong with a plan is told with file, line and key, and all of it at once.
@Suite struct PlanProblemTests {
  /// A line of the smallest plan, what stands there instead, and what is said about it.
  static let faults: [(line: Int, text: String, problem: String)] = [
    (1, #"title = "Gr\u00f6\u00dfe""#, "p:1: title must be printable ASCII and not empty"),
    (1, "title = 7", "p:1: title must be a text in quotes"),
    (1, "", "p: title is missing"),
    (3, #"classes = ["A"]"#, "p:3: data.classes must name at least two classes"),
    (3, #"classes = ["A", "A"]"#, "p:3: data.classes must be a list of different ASCII texts"),
    (3, #"classes = ["A", 2]"#, "p:3: data.classes must be a list of different ASCII texts"),
    (3, #"classes = ["COVID", "covid-19"]"#, "p:2: data cannot be used"),
    (5, "side = 7", "p:5: data.images.side must be a whole number from 8 to 1024"),
    (5, "side = 16.0", "p:5: data.images.side must be a whole number from 8 to 1024"),
    (
      5, "side = 16\nwidth = 16",
      "p:6: data.images.width is unknown; known here: augmentation, labels, side"
    ),
    (7, #"kind = "forest""#, "p:7: model.kind must be"),
    (7, "kind = \"mlp\"\nhidden = [0]", "p:8: model.hidden must be a list of whole numbers"),
    (7, "kind = \"mlp\"\nfilters = [8]", "p:8: model.filters is unknown"),
    (7, "kind = \"cnn\"\nfilters = [8]\ngroups = 3", "p:6: model cannot be used"),
    (7, "", "p:6: model.kind is missing"),
    (7, "kind = \"resnet\"\nblocks = 0", "p:8: model.blocks must be a whole number from 1"),
    (7, "kind = \"logistic\"\nclass_weights = [1]", "p:8: model.class_weights must be one number"),
    (
      7, "kind = \"logistic\"\nclass_weights = [1, 0]", "p:8: model.class_weights must be a list of"
    ),
    (
      7, "kind = \"layers\"\nlayer = [{ kind = \"dropout\" }]",
      "p:8: model.layer[0].kind \"dropout\" has no place here"
    ),
    (
      7, "kind = \"layers\"\nlayer = [{ kind = \"batch-norm\" }]",
      "p:8: model.layer[0].kind \"batch-norm\" mixes the patients"
    ),
    (8, "[[training]]", "p:8: training must be a table"),
    (9, "rounds = 0", "p:9: training.rounds must be a whole number from 1 to 1000000"),
    (9, #"rounds = "3""#, "p:9: training.rounds must be a whole number"),
    (10, "sampling_rate = 0", "p:10: training.sampling_rate must be a number above 0.0"),
    (10, "sampling_rate = 1.01", "p:10: training.sampling_rate must be a number above 0.0"),
    (10, "sampling_rate = nan", "p:10: training.sampling_rate must be a number above 0.0"),
    (12, "clip_norm = inf", "p:12: training.clip_norm must be a number above 0.0"),
    (12, "clip_norm = -1", "p:12: training.clip_norm must be a number above 0.0"),
    (12, "clip_norm = 1\nclipnorm = 1", "p:13: training.clipnorm is unknown; known here: clip"),
    (14, #"kind = "lion""#, "p:14: training.optimizer.kind must be \"sgd\" or \"adam\""),
    (15, "learning_rate = true", "p:15: training.optimizer.learning_rate must be a number"),
    (15, "learning_rate = 1\nmomentum = 1", "p:16: training.optimizer.momentum must be a number"),
    (15, "learning_rate = 1\nmomentum = -0.1", "p:16: training.optimizer.momentum must be a n"),
    (15, "learning_rate = 1\nbeta1 = 0.9", "p:16: training.optimizer.beta1 is unknown"),
    (
      15, "learning_rate = 1\n[training.schedule]\nkind = \"cosine\"\nfloor = 2",
      "p:18: training.schedule.floor must be a number from 0.0"
    ),
    (
      15, "learning_rate = 1\n[training.schedule]\nkind = \"step\"\nfactor = 0.5",
      "p:16: training.schedule.every is missing"
    ),
    (
      15, "learning_rate = 1\n[training.schedule]\nkind = \"square\"",
      "p:17: training.schedule.kind must be"
    ),
    (19, "delta = 0.01", "p:19: privacy.delta must be below 1 / training.nominal_records"),
    (19, "delta = 0", "p:19: privacy.delta must be a number above 0.0"),
    (19, "delta = 1e-5\nunit = \"image\"", "p:20: privacy.unit must be \"example\" or \"patient\""),
    (19, "delta = 1e-5\n[rounds]\nring = 33", "p:21: rounds.ring must be 32 or 64"),
    (19, "delta = 1e-5\n[round]\nring = 32", "p:20: round is unknown; known here"),
    (19, "delta = 1e-5\n[rounds.patience]\nvote = 0", "p:21: rounds.patience.vote must be a whole"),
    (19, "delta = 1e-5\n[auditors]\nx = \"abc\"", "p:21: auditors.x is not a key"),
    (19, "delta = 1e-5\n[auditors]\n\"\\u00e9\" = \"abc\"", "has a name that is not printable"),
    (19, "delta = 1e-5 # \u{0}", "p: holds a zero character"),
    (1, #"title = "a\u0000b""#, "p: holds a zero character"),
    (1, "title = \"a\\u0000\u{301}b\"", "p: holds a zero character"),
    (1, "title = 1979-05-27", "p:1: a value is a number, true, false or a text in quotes"),
    (1, #"title = "x" "y""#, "p:1: this belongs on a line of its own"),
  ]

  @Test(arguments: faults)
  func faultIsToldWithItsPlace(_ line: Int, _ text: String, _ problem: String) throws {
    var lines = PlanFileTests.smallest.split(separator: "\n").map(String.init)
    lines[line - 1] = text
    let error = #expect(throws: NodeError.self) {
      try PlanFile.parse(lines.joined(separator: "\n"), file: "p")
    }
    let message = try #require(error?.message)
    #expect(message.contains(problem), "\(message)")
    #expect(!message.contains("\n"), "one fault, one line: \(message)")
    #expect(error?.status == .badData)
  }

  @Test func allProblemsAreToldInTheOrderOfTheFile() throws {
    let text = PlanFileTests.smallest
      .replacing("side = 16", with: "side = 1")
      .replacing("rounds = 3", with: "rounds = -3")
      .replacing("delta = 1e-5", with: "delta = 2")
    let error = #expect(throws: NodeError.self) { try PlanFile.parse(text, file: "p") }
    let lines = try #require(error?.message).split(separator: "\n").map { $0.prefix(5) }
    #expect(lines == ["p:5: ", "p:9: ", "p:19:"])
  }

  @Test func absentTableIsToldOnce() throws {
    let text = try #require(PlanFileTests.smallest.split(separator: "[model]").first)
    let error = #expect(throws: NodeError.self) { try PlanFile.parse(String(text), file: "p") }
    #expect(
      error?.message == """
        p: model is missing: the plan needs a table [model]
        p: training is missing: the plan needs a table [training]
        p: privacy is missing: the plan needs a table [privacy]
        """)
  }

  @Test(arguments: [
    ("title = \"x\ny = 2", 1), ("title = \"x\"\ntitle = \"y\"", 2), ("a = 1\n[b\n", 2),
    ("a = 1\n\nb 2", 3), ("a = \n", 1), ("a = [1\nb = 2", 2), ("a = { b = 1\n}", 1),
    // Finds of the fuzzer: the first eight stopped the program inside toml++.
    ("[!a]", 1), ("[\u{e9}]", 1), ("a = 1\r\n[\r\n", 2), ("a = 1\n\t[[ ", 2), ("\u{feff}[", 1),
    ("[\ra]\r", 1),
    ("a = [ }", 1), ("a = [ # b\n  1, }", 2), ("a = 1979-05-27T:70:0320", 1),
    ("a" + String(repeating: ".a", count: 200_000) + " = 1", 1),
    ("a = " + String(repeating: "[", count: 100_000), 1),
    ("a = " + String(repeating: "{ a = ", count: 100_000), 1),
  ])
  func brokenTextIsToldWithItsLine(_ text: String, _ line: Int) throws {
    let error = #expect(throws: NodeError.self) { try PlanFile.parse(text, file: "p") }
    #expect(try #require(error?.message).hasPrefix("p:\(line):"))
  }

  @Test(arguments: [
    "a = 0x1F", "a = 0o17", "a = 0b101", "a = [1, -2, +3, ]", "a = [\n# c\n[inf, nan], []\n]",
    "a = { b = 'x', \"c\" = \"\"\"\n\"\"\"\"\" }", "a . b = true", "[ 'a' . \"b\" ] # c",
    "[[a]]\nb = {}",
  ])
  func everythingButDatesIsRead(_ line: String) throws {
    let error = #expect(throws: NodeError.self) {
      try PlanFile.parse(PlanFileTests.smallest + line, file: "p")
    }
    let message = try #require(error?.message)
    #expect(message.contains(/^p:20: (privacy\.)?a is unknown; known here/), "\(message)")
  }

  @Test func aKeyDoesNotSteerATerminal() throws {
    let text = PlanFileTests.smallest + #""\u001b[2K\n" = 1"#
    let error = #expect(throws: NodeError.self) { try PlanFile.parse(text, file: "p") }
    let message = try #require(error?.message)
    #expect(!message.unicodeScalars.contains { $0.properties.generalCategory == .control })
  }

  /// A device and a pipe are never read, and no more of a file than a plan may have.
  @Test(arguments: ["/dev/zero", "/dev/null", "/"])
  func onlyAFileIsRead(_ path: String) {
    let error = #expect(throws: NodeError.self) { try PlanFile.load(path) }
    #expect(error?.status == .badData || error?.status == .missing)
    let list = PlanFileTests.smallest.replacing(
      "[data.images]\nside = 16",
      with: """
        [data.table]
        label = "y"
        feature = [{ columns_file = "\(path)", values = ["0"] }]
        """)
    let refused = #expect(throws: NodeError.self) { try PlanFile.parse(list, file: "p") }
    #expect(refused?.message.contains("columns_file names \(path)") == true)
  }

  /// Lines are right however the same plan is laid out.
  @Test(
    arguments: [
      // The fault is `zz`, always on line 9.
      "# c\n\n[data]\nclasses = [ # [x]\n  \"A\",\n  'B # \"',\n]\n\nzz = 1",
      "title = \"\"\"\n[no]\nzz = 2\n\\\"\"\"\"\"\n\n\n[data]\nclasses = [\"A\", \"B\"]\nzz = 1",
      "title = '''\nzz = 2\n'''\n\n\n\n\n\ndata.zz = 1",
      "\n\n\n\n\n\n\n\n\"data\" = { classes = [\"A\", \"B\"], \"zz\" = { a = [1, 2] } }",
      "[[x]]\na = 1\n[[x]]\n[x.y]\nb = -1_979.5e+3\n\n[ data ]\n\nzz = [[1], [{ a = 1 }]]",
      "[model]\n[model.b]\nd = 1\n[data]\n\n  \n[data.images]\nside = 16 # [x]\n[data.zz]\na = 1",
    ], ["\n", "\r\n"])
  func lineIsFoundInAnyLayout(_ text: String, _ end: String) throws {
    let text = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: end)
    let error = #expect(throws: NodeError.self) { try PlanFile.parse(text, file: "p") }
    let lines = try #require(error?.message).split(separator: "\n")
    let place = lines.filter { $0.contains("zz is unknown") }.map { $0.prefix { $0 != " " } }
    #expect(place == ["p:9:"], "\(lines.joined(separator: "; "))")
  }

  @Test(arguments: [
    ("", #"privacy.unit is "patient", but data.table names no column of patients"#),
    (#"patient = """#, "data.table.patient must be printable ASCII and not empty"),
    (#"patient = "y""#, "the column 'y' is both the label and the patient"),
    (#"patient = "x""#, "feature 'x' is the label, the patient or stated twice"),
  ])
  func patientsOfATableAreNamed(_ line: String, _ problem: String) throws {
    let text = PlanFileTests.smallest
      .replacing(
        "[data.images]\nside = 16",
        with: """
          [data.table]
          label = "y"
          \(line)
          [[data.table.feature]]
          column = "x"
          low = 0
          high = 1
          """
      )
      .replacing("delta = 1e-5", with: "delta = 1e-5\nunit = \"patient\"")
    let error = #expect(throws: NodeError.self) { try PlanFile.parse(text, file: "p") }
    let message = try #require(error?.message)
    #expect(message.contains(problem), "\(message)")
    let named = text.replacing("label = \"y\"\n\(line)", with: "label = \"y\"\npatient = \"z\"")
    #expect(try PlanFile.parse(named, file: "p").privacy.unit == .patient)
  }

  @Test func elementOfAnArrayOfTablesIsFound() throws {
    let text = """
      [model]
      kind = "layers"
      [[model.layer]]
      kind = "relu"
      [[model.layer]]
      kind = "dense"
      units = 0
      """
    let error = #expect(throws: NodeError.self) { try PlanFile.parse(text, file: "p") }
    #expect(
      try #require(error?.message).contains("p:7: model.layer[1].units must be a whole number"))
  }

  /// A feature's line, or several, and what is said about it.
  static let tableFaults: [(table: String, feature: String, problem: String)] = [
    ("most_missing = 0.5", "column = \"x\"", "p:6: data.table.most_missing needs a table [census]"),
    ("most_missing = 1", "column = \"x\"", "p:6: data.table.most_missing must be a number above"),
    ("", "", "column is missing; several alike columns are named by columns = [...]"),
    ("", "column = \"x\"\ncolumns = [\"z\"]", "columns and column exclude each other"),
    ("", "columns = [\"x\", \"x\"]", "columns must be a list of different ASCII texts"),
    ("", "columns = [\"x\", \"y\"]", "feature 'y' is the label, the patient or stated twice"),
    ("", "column = \"x\"\nunit = 3", "unit must be a text in quotes"),
    ("", "column = \"x\"\nmissing_values = [0]", "missing_values must be a list of different"),
    ("", "column = \"x\"\nmissing_values = [\"0\", \"0.0\"]", "a missing value is stated twice"),
    ("", "columns_file = \"none.txt\"", "columns_file names none.txt, which cannot be read"),
  ]

  @Test(arguments: tableFaults)
  func faultOfATableIsToldWithItsPlace(
    _ table: String, _ feature: String, _ problem: String
  ) throws {
    let text = PlanFileTests.smallest.replacing(
      "[data.images]\nside = 16",
      with: """
        [data.table]
        label = "y"
        \(table)
        [[data.table.feature]]
        \(feature)
        low = 0
        high = 1
        """)
    let error = #expect(throws: NodeError.self) { try PlanFile.parse(text, file: "p") }
    let message = try #require(error?.message)
    #expect(message.contains(problem), "\(message)")
    #expect(!message.contains("\n"), "one fault, one line: \(message)")
  }
}
