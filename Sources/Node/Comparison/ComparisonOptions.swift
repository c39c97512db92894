/// What a comparison is asked for.
public struct ComparisonOptions: Sendable {
  /// The plan file.
  let plan: String
  let division: DivisionOptions
  let seeds: [UInt64]
  let epsilons: [Double]
  let kinds: Set<Arm.Kind>
  let plainRate: Double?
  /// At how many points of the training each arm is measured; 0 for the end alone.
  let points: Int

  /// Checks the options.
  ///
  /// - Parameters:
  ///   - seeds: how many, counted from `firstSeed`.
  ///   - epsilons: separated by commas.
  ///   - arms: names of ``Arm/Kind``, separated by commas, or `all`.
  ///   - plainRate: learning rate of the arms without privacy; without it the plan's.
  ///   - points: at how many points of the training to measure; 0 for the end alone.
  /// - Throws: `NodeError` 64 that names the option.
  public init(
    plan: String, division: DivisionOptions, seeds: Int, firstSeed: UInt64, epsilons: String,
    arms: String, plainRate: Double?, points: Int = 0
  ) throws {
    func check(_ holds: Bool, _ message: String, _ remedy: String) throws(NodeError) {
      if !holds { throw NodeError(.usage, message, remedy: remedy) }
    }
    self.plan = plan
    self.division = division
    try check((1...1000).contains(seeds), "--seeds must be between 1 and 1000", "give 5 or so")
    try check(firstSeed <= 1 << 52, "--first-seed is too large", "give 1, or leave it out")
    self.seeds = (0..<UInt64(seeds)).map { firstSeed + $0 }
    self.epsilons = try Self.numbers(epsilons)
    kinds = try Self.kinds(arms)
    try check(
      plainRate.map { $0 > 0 && $0.isFinite } ?? true, "--plain-learning-rate must be above 0",
      "leave it out for the plan's")
    try check((0...1000).contains(points), "--points must be between 0 and 1000", "give 12 or so")
    self.plainRate = plainRate
    self.points = points
  }

  private static func numbers(_ text: String) throws(NodeError) -> [Double] {
    let numbers = text.split(separator: ",").map { Double($0.trimmingPrefix(" ")) }
    guard !numbers.isEmpty, numbers.allSatisfy({ $0.map { $0 > 0 && $0 <= 1000 } ?? false }) else {
      throw NodeError(
        .usage, "--epsilons are not numbers above 0 and at most 1000, separated by commas",
        remedy: "give 2,4,8")
    }
    return numbers.compactMap(\.self)
  }

  private static func kinds(_ text: String) throws(NodeError) -> Set<Arm.Kind> {
    if text == "all" { return Set(Arm.Kind.allCases) }
    let kinds = text.split(separator: ",").map { Arm.Kind(rawValue: String($0)) }
    guard !kinds.isEmpty, !kinds.contains(nil) else {
      throw NodeError(
        .usage, "--arms names no arms",
        remedy: "give all, or some of \(Arm.Kind.allCases.map(\.rawValue).joined(separator: ","))")
    }
    return Set(kinds.compactMap(\.self))
  }
}
