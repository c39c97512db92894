import Foundation

/// What `simulate PLAN` is asked for.
public struct PlanSimulationOptions: Sendable {
  /// The plan file.
  let plan: String
  let division: DivisionOptions
  let faults: Faults
  let seed: UInt64
  /// The last round to close; `nil` for all of the plan.
  let rounds: Int?
  /// A new folder for what is published.
  let directory: String?

  /// Checks the options.
  ///
  /// - Throws: `NodeError` 64 that names the option.
  public init(
    plan: String, division: DivisionOptions, faults: String, seed: UInt64, rounds: Int?,
    directory: String?
  ) throws {
    self.plan = plan
    self.division = division
    guard (3...12).contains(division.hospitals) else {
      throw NodeError(
        .usage, "a plan is simulated with 3 to 12 hospitals", remedy: "give --hospitals 5 or so")
    }
    let faults = faults == "all" ? .honest : try Faults(faults)
    guard faults.isSubset(of: .honest) else {
      throw NodeError(
        .usage,
        "\(faults.subtracting(.honest)) cannot be simulated with a plan: its sums would not be those "
          + "of the hospitals' data",
        remedy: "leave the plan out, or give some of \(Faults.honest)")
    }
    self.faults = faults
    guard seed <= 1 << 52 else {
      throw NodeError(.usage, "--seed is too large", remedy: "give 1, or leave it out")
    }
    self.seed = seed
    guard rounds.map({ $0 >= 1 }) ?? true else {
      throw NodeError(.usage, "--rounds must be at least 1", remedy: "leave it out for all")
    }
    self.rounds = rounds
    self.directory = try directory.map(NewFolder.path)
  }
}
