import ArgumentParser
import Audit
import Foundation
import Node

/// `simulate`: the real protocol in memory, with seeded faults.
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Run the real protocol in memory: a plan on data, or seeded faults without one.",
    discussion: """
      With PLAN: the whole plan on data that lie here, hospitals and shared directory in memory, \
      nobody waits; 20 % of every hospital's records are a common test set. --dir keeps what is \
      published, and audits it. Without: consortia of 3 to 7 hospitals with numbers for data, \
      checked at every step and audited; a failure prints the seed that replays it exactly. \
      Everything follows from the seed, keys as well: they protect nobody. FAULTS: all, none, or \
      some of delay, loss, partition, duplicate, truncate, flip, rollback-folder, rollback-state, \
      stop, crash, clone, silent-leader, liars, hiding; with a plan all but rollback-state, clone \
      and liars.
      """)

  /// What each consortium leaves has to verify, but for what liars have signed.
  private static let audit: Simulator.Audit = { left in
    let report = try ConsortiumAuditor(folder: left.folder, key: left.key).audit(.all)
    let faults = report.unexplained(by: left.suspects, through: left.closed - 1)
    return faults.isEmpty
      ? nil
      : faults.map { finding in
        "\(finding.word.rawValue) round \(finding.round ?? 0): \(finding.message) [\(finding.file ?? "")]"
      }.joined(separator: "; ")
  }

  @Argument(help: ArgumentHelp("A plan file.", valueName: "plan"))
  var plan: String?
  @OptionGroup var division: DivisionArguments
  @Option(
    help:
      "Seed of the plan's keys and draws, or of the first consortium; the next count on from it.")
  var seed: UInt64 = 1
  @Option(help: "Rounds to close in all; without it all of the plan, or 200 without one.")
  var rounds: Int?
  @Option(help: "What goes wrong; without it nothing with a plan, and all without one.")
  var faults: String?
  @Option(
    name: .customLong("dir"),
    help: ArgumentHelp("A new folder for what is published.", valueName: "directory"))
  var directory: String?
  @Flag(help: "Print one JSON object; with a plan.")
  var json = false

  func validate() throws {
    guard plan == nil else { return }
    let isForPlans =
      !division.data.isEmpty || division.hospitals != nil || directory != nil || json
    if isForPlans {
      throw ValidationError("--data, --hospitals, --dir and --json need a PLAN")
    }
  }

  func run() throws {
    try Terminal.guarded { if let plan { try simulate(plan) } else { try simulateFaults() } }
  }

  private func simulate(_ plan: String) throws {
    let options = try PlanSimulationOptions(
      plan: plan, division: division.options(), faults: faults ?? "none", seed: seed,
      rounds: rounds, directory: directory)
    let report = try PlanSimulation(options, note: { Terminal.note($0) }).run()
    Terminal.print(json ? try report.json : report.text)
    guard let folder = report.folder else { return }
    let audit = try ConsortiumAuditor(directory: folder, session: nil, keyFile: report.key)
      .audit(.rounds((0..<report.course.lastRound).map { $0 + 1 }))
    if !json { Terminal.print("audit      \(audit.verdict.verdict.rawValue)") }
    if audit.verdict.exitCode != 0 { throw ExitCode(audit.verdict.exitCode) }
  }

  private func simulateFaults() throws {
    let rounds = rounds ?? 200
    guard rounds >= 1 else {
      throw NodeError(.usage, "--rounds must be at least 1", remedy: "leave it out, or give 200")
    }
    let summary = Simulator(
      seed: seed, rounds: rounds, faults: try Faults(faults ?? "all"), audit: Self.audit
    ).run()
    Terminal.print(summary.text)
    if !summary.failures.isEmpty { throw ExitCode(ExitStatus.software.rawValue) }
  }
}
