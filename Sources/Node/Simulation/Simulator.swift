import Artifacts
import Foundation
import Rounds
import Sodium
import Synchronization

/// `decaph-node simulate`: many seeded consortia until so many rounds are closed, two at a time.
public struct Simulator: Sendable {
  private let seed: UInt64
  private let rounds: Int
  private let faults: Faults
  private let audit: Audit?
  private static let roundsEach = 12

  /// Prepares to simulate.
  ///
  /// - Parameters:
  ///   - seed: of the first consortium; the next ones count on from it.
  ///   - rounds: how many rounds to close in all.
  ///   - audit: looks at what each consortium leaves; what it returns is a failure.
  public init(seed: UInt64, rounds: Int, faults: Faults, audit: Audit? = nil) {
    (self.seed, self.rounds, self.faults, self.audit) = (seed, rounds, faults, audit)
  }

  /// Audits what a consortium leaves: what is wrong with it, `nil` for nothing.
  public typealias Audit = @Sendable (SimulatedFolder) throws -> String?

  /// What became of all simulations.
  public struct Summary: Sendable {
    /// Simulated consortia, closed rounds, decided restarts, audited folders.
    public var consortia = 0, rounds = 0, restarts = 0, audited = 0
    /// What the members waited for when people decided to restart, by seed.
    public var stuck: [UInt64: [String]] = [:]
    /// Rounds by outcome.
    public var outcomes: [String: Int] = [:]
    /// Rounds by hops over the shared folder.
    public var hops: [Int: Int] = [:]
    /// Injected faults.
    public var faults: [String: Int] = [:]
    /// What was violated: seed, words, last events.
    public var failures: [Failure] = []
  }

  /// A simulation that broke an invariant; its seed replays it.
  public struct Failure: Sendable {
    /// The seed that replays it.
    public let seed: UInt64
    /// What was violated.
    public let message: String
    /// The last events before.
    public let events: [String]
  }

  /// Simulates; one consortium after the other on each of the machine's cores.
  ///
  /// - Parameter progress: told of closed rounds, from any thread.
  public func run(progress: @escaping @Sendable (Int) -> Void = { _ in }) -> Summary {
    let state = Mutex((next: seed, summary: Summary()))
    DispatchQueue.concurrentPerform(iterations: 2) { _ in
      while let seed = state.withLock({ state -> UInt64? in
        guard state.summary.rounds < rounds, state.summary.failures.isEmpty else { return nil }
        defer { state.next += 1 }
        return state.next
      }) {
        let result = Self.simulate(seed, faults, audit: audit)
        state.withLock { $0.summary.add(result, of: seed) }
        progress(state.withLock { $0.summary.rounds })
      }
    }
    return state.withLock { $0.summary }
  }

  /// The events of one consortium, for comparison with another run of the same seed.
  public static func replay(seed: UInt64, faults: Faults, rounds: Int) -> [String] {
    switch simulate(seed, faults, rounds: rounds) {
    case .success(let report): report.events
    case .failure(let error): error.failure.events
    }
  }

  /// One consortium; its randomness is on this thread alone.
  static func simulate(
    _ seed: UInt64, _ faults: Faults, rounds: Int = roundsEach, audit: Audit? = nil
  ) -> Result<Simulation.Report, SimulationFailure> {
    InsecureRandomness.withInsecureSeed(seed) {
      var simulation: Simulation?
      do {
        simulation = try Simulation(seed: seed, faults: faults, rounds: 1_000)
        var report = try simulation!.run(rounds: rounds)
        if let audit, let folder = simulation!.folder(), let fault = try audit(folder) {
          throw Invariants.Violation(description: "the audit of what is left: \(fault)")
        }
        report.isAudited = audit != nil
        return .success(report)
      } catch {
        return .failure(
          SimulationFailure(
            failure: Failure(
              seed: seed, message: "\(error)", events: simulation?.events ?? [])))
      }
    }
  }
}

/// A failure as an error.
struct SimulationFailure: Error {
  let failure: Simulator.Failure
}

extension Simulator.Summary {
  fileprivate mutating func add(
    _ result: Result<Simulation.Report, SimulationFailure>, of seed: UInt64
  ) {
    consortia += 1
    switch result {
    case .failure(let error): failures.append(error.failure)
    case .success(let report):
      rounds += report.outcomes.values.reduce(0, +)
      restarts += report.restarts
      if report.isAudited { audited += 1 }
      if !report.stuck.isEmpty { stuck[seed] = report.stuck }
      for (outcome, count) in report.outcomes { outcomes[outcome.rawValue, default: 0] += count }
      hops.merge(report.hops) { $0 + $1 }
      faults.merge(report.faults) { $0 + $1 }
    }
  }

  /// A table for people.
  public var text: String {
    func row(_ title: String, _ counts: [(String, Int)]) -> String {
      title.padding(toLength: 11, withPad: " ", startingAt: 0)
        + counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
    var lines = [
      "simulated  \(rounds) rounds of \(consortia) consortia",
      row("outcomes", outcomes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
      row("hops", hops.sorted { $0.key < $1.key }.map { ("\($0.key):", $0.value) }),
      row("faults", faults.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
      "restarts   \(restarts) decided by people where rounds could not end",
    ]
    for (seed, members) in stuck.sorted(by: { $0.key < $1.key }) {
      lines += ["  seed \(seed):"] + members.map { "    " + $0 }
    }
    for failure in failures {
      lines += ["", "FAILED     seed \(failure.seed): \(failure.message)"]
      lines += failure.events.suffix(60).map { "  " + $0 }
    }
    if failures.isEmpty {
      lines.append(
        "invariants held after every step" + (audited > 0 ? "; \(audited) folders verified" : ""))
    }
    return lines.joined(separator: "\n")
  }
}
