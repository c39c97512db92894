import ArgumentParser
import Audit
import Foundation
import Node

/// `simulate`: the real protocol in memory, with seeded faults.
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the real protocol in memory with seeded faults, and check it at every step.",
    discussion: """
      Consortia of 3 to 7 hospitals, real cryptography, simulated disks, folders and clock. A \
      failure prints the seed that replays it exactly. In the end what an honest hospital sees is \
      audited. Keys made here protect nobody; no file is written. FAULTS: all, none, or some of delay, loss, partition, duplicate, truncate, flip, \
      rollback-folder, rollback-state, stop, crash, clone, silent-leader, liars, hiding.
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

  @Option(help: "Seed of the first consortium; the next ones count on from it.")
  var seed: UInt64 = 1
  @Option(help: "Rounds to close in all.")
  var rounds = 200
  @Option(help: "What goes wrong.")
  var faults = "all"

  func run() throws {
    try Terminal.guarded {
      guard rounds >= 1 else {
        throw NodeError(.usage, "--rounds must be at least 1", remedy: "leave it out, or give 200")
      }
      let summary = Simulator(
        seed: seed, rounds: rounds, faults: try Faults(faults), audit: Self.audit
      ).run()
      Terminal.print(summary.text)
      if !summary.failures.isEmpty { throw ExitCode(ExitStatus.software.rawValue) }
    }
  }
}
