import Foundation

/// Hospitals of one machine, founded with the commands that a person types: real programs, a real
/// folder, real state.
struct Consortium {
  /// The members' names.
  let members: [String]
  /// The shared directory.
  var shared: String { root + "/shared" }
  /// The auditor's key.
  var key: String { root + "/auditor.key" }
  let root: String
  private let programs: String
  private var log: String { root + "/log" }

  /// Founds a consortium in an empty folder.
  ///
  /// - Parameters:
  ///   - programs: the folder of `decaph-node` and `decaph-audit`.
  ///   - model: the plan's `[model]`.
  ///   - layers: whether superfluous noise comes off again, as a plan has it by default.
  init(
    founding count: Int, in root: String, programs: String, model: String, layers: Bool
  ) throws {
    members = (1...count).map { "h\($0)" }
    self.root = root
    self.programs = programs
    try FileManager.default.createDirectory(atPath: shared, withIntermediateDirectories: true)
    try call("decaph-audit", ["key", "--out", key])
    let auditor = try Self.text(log).split(separator: "\n").first { !$0.contains(" ") }
    try MeasuredPlan.text(
      hospitals: count, model: model, layers: layers, auditor: String(auditor ?? "")
    ).write(toFile: root + "/plan.toml", atomically: true, encoding: .utf8)
    for member in members {
      try MeasuredPlan.table(of: member)
        .write(toFile: data(member), atomically: true, encoding: .utf8)
    }
    try act("init", members[0], ["--plan", root + "/plan.toml", "--data", data(members[0])])
    for member in members.dropFirst() { try act("join", member, ["--data", data(member)]) }
    try act("admit", members[0], Array(members.dropFirst()))
    try act("start", members[0])
    for member in members.dropFirst() { try act("approve", member) }
  }

  /// One `decaph-node --once`.
  @discardableResult
  func tick(_ member: String) throws -> ChildRun { try act("run", member, ["--once"]) }

  /// Runs every hospital's node as a service until all have closed a round.
  ///
  /// - Returns: seconds from the first start to the last end, and all their runs.
  func close(through round: Int, poll: Double) throws -> (wall: Double, runs: [ChildRun]) {
    // Ticks may have left the members at different rounds.
    let rest = try members.map { ($0, round - (try closed($0))) }.filter { $0.1 > 0 }
    let begin = ChildRun.now()
    let processes = try rest.map { member, count in
      try ChildRun.start(
        program("decaph-node"),
        line("run", member, ["--rounds", "\(count)", "--poll", "\(poll)", "--no-padding"]),
        log: log)
    }
    let runs = try processes.map { try ChildRun.end(of: $0, since: begin) }
    try runs.forEach { try check($0, "a node") }
    return (ChildRun.now() - begin, runs)
  }

  /// The last round that a member has closed, by its own word.
  func closed(_ member: String) throws -> Int {
    struct Status: Decodable {
      let round: Int?
      let stage: String
    }
    guard let data = FileManager.default.contents(atPath: "\(shared)/\(member)/status.json") else {
      return 0
    }
    let status = try JSONDecoder().decode(Status.self, from: data)
    let isInWork = !["stopped", "finished"].contains(status.stage)
    return max(0, (status.round ?? 0) - (isInWork ? 1 : 0))
  }

  /// `decaph-audit verify` with the auditor's key; it has to verify everything.
  ///
  /// - Parameter incomplete: whether a round may be in work.
  func audit(_ rounds: [String], incomplete: Bool = false) throws -> ChildRun {
    let run = try ChildRun.run(
      program("decaph-audit"), ["verify"] + rounds + ["--dir", shared, "--key", key], log: log)
    if !(incomplete && run.status == 2) { try check(run, "the audit") }
    return run
  }

  @discardableResult
  private func act(_ verb: String, _ member: String, _ words: [String] = []) throws -> ChildRun {
    try call("decaph-node", line(verb, member, words))
  }

  private func line(_ verb: String, _ member: String, _ words: [String]) -> [String] {
    [verb] + words + ["--dir", shared, "--id", member, "--state", root + "/state-" + member]
  }

  @discardableResult
  private func call(_ name: String, _ arguments: [String]) throws -> ChildRun {
    let run = try ChildRun.run(program(name), arguments, log: log)
    try check(run, ([name] + arguments).joined(separator: " "))
    return run
  }

  private func check(_ run: ChildRun, _ what: String) throws {
    guard run.status != 0 else { return }
    let last = (try? Self.text(log).split(separator: "\n").suffix(3).joined(separator: " | ")) ?? ""
    throw Failure("\(what) ended with \(run.status): \(last)")
  }

  private func program(_ name: String) -> String { programs + "/" + name }
  private func data(_ member: String) -> String { "\(root)/\(member).csv" }
  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }
}
