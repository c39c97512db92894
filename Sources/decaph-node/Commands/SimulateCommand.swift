import ArgumentParser
import Foundation
import Node

/// `simulate`: the real protocol in memory, with seeded faults.
struct Simulate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the real protocol in memory with seeded faults, and check it at every step.",
    discussion: """
      Consortia of 3 to 7 hospitals, real cryptography, simulated disks, folders and clock. A \
      failure prints the seed that replays it exactly. Keys made here protect nobody; no file is \
      written. FAULTS: all, none, or some of delay, loss, partition, duplicate, truncate, flip, \
      rollback-folder, rollback-state, stop, crash, clone, silent-leader, liars, hiding.
      """)

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
      let summary = Simulator(seed: seed, rounds: rounds, faults: try Faults(faults)).run()
      Terminal.print(summary.text)
      if !summary.failures.isEmpty { throw ExitCode(ExitStatus.software.rawValue) }
    }
  }
}
