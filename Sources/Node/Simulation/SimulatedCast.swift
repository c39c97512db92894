import Artifacts
import Datasets

/// Who takes part in a simulation, who of them lies, what they do together, and with what vectors.
struct SimulatedCast {
  let ids: [MemberID]
  let liars: Set<MemberID>
  let plan: Plan
  /// The file of the parameters to start from, where the plan names one.
  let start: [UInt8]?
  /// Each hospital's vectors; they outlive its processes.
  let sources: [any KnownVectorSource]
  /// The last round to close; `nil` for all of the plan.
  var last: Int?
  /// Where everything that is published goes as well.
  var mirror: PublishedCopy?

  /// Hospitals with a plan; nobody lies.
  init(
    plan: Plan, start: [UInt8]?, sources: [any KnownVectorSource], last: Int?,
    mirror: PublishedCopy?
  ) {
    ids = sources.indices.compactMap { MemberID("h\($0 + 1)") }
    (self.plan, self.start, self.sources) = (plan, start, sources)
    (self.last, self.mirror) = (last, mirror)
    liars = []
  }

  /// A consortium whose size, liars and numbers follow from a seed.
  init(seed: UInt64, faults: Faults, rounds: Int, using random: inout SeededGenerator) {
    // Small ones more often: they are where a single absence or lie matters most.
    let n = [3, 3, 4, 4, 4, 4, 5, 5, 6, 7].randomElement(using: &random)!
    let ids = (1...n).map { MemberID("h\($0)")! }
    // With three members everybody is needed: one liar could always stop them.
    let tolerated = n >= 4 && faults.contains(.liars) ? max(1, (n - 1) / 3) : 0
    let count = Int.random(in: 0...tolerated, using: &random)
    let liars = Set(ids.shuffled(using: &random).prefix(count))
    (self.ids, self.liars) = (ids, liars)
    plan = SimulatedFounding.plan(rounds: rounds)
    start = nil
    sources = ids.map { SimulatedSource(seed: seed, member: $0, isLiar: liars.contains($0)) }
  }
}
