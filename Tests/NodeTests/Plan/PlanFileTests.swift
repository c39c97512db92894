import Artifacts
import Node
import Testing

@Suite struct PlanFileTests {
  /// The smallest plan: everything that has a default is left out.
  static let smallest = """
    title = "Smallest"
    [data]
    classes = ["A", "B"]
    [data.images]
    side = 16
    [model]
    kind = "logistic"
    [training]
    rounds = 3
    sampling_rate = 1
    nominal_records = 100
    clip_norm = 1
    [training.optimizer]
    kind = "sgd"
    learning_rate = 0.5
    [privacy]
    noise_multiplier = 1.5
    epsilon = 8
    delta = 1e-5

    """

  @Test func smallestPlanHasTheDefaults() throws {
    let plan = try PlanFile.parse(Self.smallest, file: "plan.toml")
    #expect(
      String(decoding: CanonicalJSON.encode(plan), as: UTF8.self) == """
        {"auditors":[],"data":{"classes":["A","B"],"images":{"side":16}},\
        "model":{"input":[1,16,16],"layers":[{"kind":"dense","units":2}],\
        "loss":"softmax-cross-entropy","outputs":2},\
        "noise":{"layers":"on"},\
        "privacy":{"delta":"1e-05","epsilon":"8.0","noiseMultiplier":"1.5","unit":"example"},\
        "rounds":{"allowTwo":false,"patience":{"leader":3600,"masked":86400,"vote":3600},\
        "ring":32},"title":"Smallest",\
        "training":{"clipNorm":"1.0","nominalRecords":100,"rounds":3,\
        "rule":{"kind":"sgd","learningRate":"0.5","momentum":"0.0"},"samplingRate":"1.0",\
        "seed":1}}

        """)
  }

  /// For how long sealed files are kept: all hospitals read it before they approve.
  @Test func keepingSealedFilesIsReadAndBounded() throws {
    let kept = try PlanFile.parse(
      Self.smallest + "[rounds]\nkeep_payloads = 10\n", file: "plan.toml")
    #expect(kept.rounds.keepPayloads == 10)
    #expect(
      String(decoding: CanonicalJSON.encode(kept), as: UTF8.self).contains("\"keepPayloads\":10,"))
    let error = #expect(throws: NodeError.self) {
      try PlanFile.parse(Self.smallest + "[rounds]\nkeep_payloads = 9\n", file: "plan.toml")
    }
    #expect(error?.status == .badData && error?.message.contains("keep_payloads") == true)
  }

  @Test func tablePlanWithEveryKeyIsRead() throws {
    let text = """
      title = "Rows"
      [data]
      classes = ["no", "yes"]
      [data.table]
      label = "disease"
      patient = "who"
      [[data.table.feature]]
      column = "age"
      low = 20
      high = 90.5
      missing_indicator = true
      [[data.table.feature]]
      column = "sex"
      values = ["f", "m"]
      [model]
      kind = "layers"
      [[model.layer]]
      kind = "dense"
      units = 5
      [[model.layer]]
      kind = "relu"
      [training]
      rounds = 3
      sampling_rate = 0.25
      nominal_records = 100
      clip_norm = 0.5
      seed = 9
      optimizer = { kind = "adam", learning_rate = 0.001, beta1 = 0.8, beta2 = 0.99, epsilon = 1e-6 }
      [privacy]
      noise_multiplier = 1.5
      epsilon = 8.0
      delta = 1e-5
      unit = "patient"
      [noise]
      layers = "off"
      [rounds]
      ring = 64
      colluding = 2
      quorum = 4
      allow_two = true
      patience = { masked = 1, vote = 2, leader = 3 }
      [auditors]
      ethics-board = "CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

      """
    let plan = try PlanFile.parse(text, file: "plan.toml")
    #expect(
      String(decoding: CanonicalJSON.encode(plan), as: UTF8.self) == """
        {"auditors":[{"key":"CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","name":"ethics-board"}],\
        "data":{"classes":["no","yes"],"table":{"features":[\
        {"column":"age","missingIndicator":true,"range":["20.0","90.5"]},\
        {"column":"sex","values":["f","m"]}],"label":"disease","patient":"who"}},\
        "model":{"input":[4],"layers":[{"kind":"dense","units":5},{"kind":"relu"},\
        {"kind":"dense","units":2}],"loss":"softmax-cross-entropy","outputs":2},\
        "noise":{"layers":"off"},\
        "privacy":{"delta":"1e-05","epsilon":"8.0","noiseMultiplier":"1.5","unit":"patient"},\
        "rounds":{"allowTwo":true,"colluding":2,"patience":{"leader":3,"masked":1,"vote":2},\
        "quorum":4,"ring":64},"title":"Rows",\
        "training":{"clipNorm":"0.5","nominalRecords":100,"rounds":3,\
        "rule":{"beta1":"0.8","beta2":"0.99","epsilon":"1e-06","kind":"adam",\
        "learningRate":"0.001"},"samplingRate":"0.25","seed":9}}

        """)
  }

  @Test func residualNetworkWeightsAndScheduleAreSigned() throws {
    let text = Self.smallest
      .replacing(
        "kind = \"logistic\"",
        with: "kind = \"resnet\"\nfilters = [4]\ngroups = 2\nclass_weights = [1, 2.5]"
      )
      .replacing(
        "[privacy]",
        with: "[training.schedule]\nkind = \"cosine\"\nwarm_up = 2\nfloor = 0.1\n[privacy]")
    let json = String(
      decoding: CanonicalJSON.encode(try PlanFile.parse(text, file: "p")), as: UTF8.self)
    #expect(
      json.contains(
        """
        "model":{"classWeights":["1.0","2.5"],"input":[1,16,16],"layers":[\
        {"filters":4,"kernel":5,"kind":"convolution","stride":2},\
        {"groups":2,"kind":"groupNorm"},{"kind":"relu"},{"kind":"maxPool","size":2},\
        {"filters":4,"groups":2,"kind":"residualBlock","stride":1},{"kind":"globalAveragePool"},\
        {"kind":"dense","units":2}]
        """))
    #expect(
      json.contains(#""schedule":{"floor":"0.1","kind":"cosine","warmUp":2},"seed":"#))
  }

  @Test func whatTablesOfHospitalsNeedIsRead() throws {
    let text = Self.smallest.replacing(
      "[data.images]\nside = 16",
      with: """
        [data.table]
        label = "y"
        most_missing = 0.5
        feature = [
          { column = "chol", low = 100, high = 600, unit = "mg/dl", missing_values = ["0", "-9"] },
          { columns = ["a", "b"], values = ["0", "1"], missing_values = ["9"] },
          { columns = ["c", "d", "e"], low = 0, high = 1, missing_indicator = true },
        ]
        [census]
        noise_multiplier = 8
        """)
    let plan = try PlanFile.parse(text, file: "plan.toml")
    #expect(plan.data.shape == [11])
    let table = try #require(plan.data.table)
    #expect(
      String(decoding: CanonicalJSON.encode(table), as: UTF8.self) == """
        {"features":[{"column":"chol","missingIndicator":false,"missingValues":["0","-9"],\
        "range":["100.0","600.0"],"unit":"mg/dl"},\
        {"columns":["a","b"],"missingValues":["9"],"values":["0","1"]},\
        {"columns":["c","d","e"],"missingIndicator":true,"range":["0.0","1.0"]}],\
        "label":"y","mostMissing":"0.5"}

        """)
    let bytes = CanonicalJSON.encode(plan)
    #expect(try CanonicalJSON.decode(Plan.self, from: bytes, file: "plan") == plan)
    // One column has one spelling.
    let other = String(decoding: bytes, as: UTF8.self)
      .replacing(#""column":"chol""#, with: #""columns":["chol"]"#)
    #expect(throws: Rejection.self) {
      try CanonicalJSON.decode(Plan.self, from: [UInt8](other.utf8), file: "plan")
    }
  }

  @Test func templateIsAPlanThatFitsItsBudget() throws {
    let plan = try PlanFile.parse(PlanTemplate.text, file: "plan.toml")
    #expect(plan.data.images?.side == 64)
    // What is signed can be read again.
    let bytes = CanonicalJSON.encode(plan)
    #expect(try CanonicalJSON.decode(Plan.self, from: bytes, file: "plan") == plan)
  }

  @Test func everyKeyOfTheTemplateIsExplained() {
    var isExplained = false
    for line in PlanTemplate.text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("#") {
        isExplained = true
      } else if line.isEmpty || line.hasPrefix("[") {
        isExplained = false
      } else if !["title", "learning_rate", "momentum", "vote", "leader"].contains(
        line.prefix { $0 != " " })
      {
        #expect(isExplained, "\(line)")
        isExplained = false
      }
    }
  }

  @Test func carriageReturnsAndByteOrderMarkMakeNoDifference() throws {
    let windows = "\u{feff}" + Self.smallest.split(separator: "\n").joined(separator: "\r\n")
    #expect(
      try PlanFile.parse(windows, file: "p") == PlanFile.parse(Self.smallest, file: "p"))
  }

  @Test func missingFileIsReported() {
    let error = #expect(throws: NodeError.self) { try PlanFile.load("/none/plan.toml") }
    #expect(error?.status == .missing)
  }
}
