/// Decides which unit goes to which part. Pure: numbers in, numbers out.
struct SplitAssignment {
  let options: SplitOptions
  let classes: [String]
  let units: [SplitUnit]
  private let kindCount: Int
  /// The part of each unit: 0 ..< hospitals, or `hospitals` for the test set.
  private(set) var parts: [Int]
  /// Examples of every class (inner) in every hospital (outer).
  private(set) var held: [[Int]]
  /// Examples of every kind (inner) in every hospital (outer).
  private var heldKinds: [[Int]]

  /// Assigns every unit.
  ///
  /// - Throws: `.badOptions` if a class has too few examples for the minimum everywhere.
  init(units: [SplitUnit], labels: SplitLabels, options: SplitOptions) throws(DataError) {
    try options.validate()
    self.options = options
    self.units = units
    classes = labels.classes
    kindCount = labels.kindCount
    parts = [Int](repeating: -1, count: units.count)
    held = [[Int]](
      repeating: [Int](repeating: 0, count: labels.classes.count), count: options.hospitals)
    heldKinds = [[Int]](
      repeating: [Int](repeating: 0, count: labels.kindCount), count: options.hospitals)

    var generator = SeededGenerator(seed: options.seed)
    let order = generator.shuffled(units.indices)
    takeTest(order)
    let targets = try targets(areClasses: labels.areKindsClasses, using: &generator)
    // Large units first: the small ones then even out what remains.
    let bySize = order.filter { parts[$0] < 0 }.enumerated().sorted { first, second in
      let (a, b) = (units[first.element].members.count, units[second.element].members.count)
      return a == b ? first.offset < second.offset : a > b
    }
    for (_, unit) in bySize { give(unit, to: neediest(units[unit].mainKind, targets)) }
    for label in classes.indices {
      for hospital in 0..<options.hospitals { try fill(label, at: hospital) }
    }
  }

  /// The examples of a part, ascending.
  func members(of part: Int) -> [Int] {
    units.indices.filter { parts[$0] == part }.flatMap { units[$0].members }.sorted()
  }

  /// Sets the test set aside: of every kind the stated part, rounded to nearest.
  private mutating func takeTest(_ order: [Int]) {
    var open = units.reduce(into: [Int](repeating: 0, count: kindCount)) { totals, unit in
      for kind in totals.indices { totals[kind] += unit.kinds[kind] }
    }.map { Int((Double($0) * options.testFraction).rounded()) }
    for unit in order
    where zip(units[unit].kinds, open).allSatisfy({ $0 <= $1 }) {
      parts[unit] = options.hospitals
      for kind in open.indices { open[kind] -= units[unit].kinds[kind] }
    }
  }

  /// How many examples of every kind (inner) each hospital (outer) should get: where a kind is a
  /// class the minimum, and the rest by the scheme.
  private func targets(
    areClasses: Bool, using generator: inout SeededGenerator
  ) throws(DataError) -> [[Int]] {
    let proportions = options.scheme.proportions(
      classes: kindCount, hospitals: options.hospitals, using: &generator)
    let minimum = options.minimumPerClass
    for label in classes.indices {
      let available = available(\.counts, label)
      guard available >= minimum * options.hospitals else {
        throw tooFew(label, "\(available) examples are left after the test set, but")
      }
    }
    let first = areClasses ? minimum : 0
    var targets = heldKinds
    for kind in 0..<kindCount {
      let shares = Apportionment.share(
        available(\.kinds, kind) - first * options.hospitals, by: proportions[kind])
      for hospital in 0..<options.hospitals {
        targets[hospital][kind] = first + shares[hospital]
      }
    }
    return targets
  }

  /// Examples of a class or of a kind that are in no part yet.
  private func available(_ counts: KeyPath<SplitUnit, [Int]>, _ number: Int) -> Int {
    units.indices.reduce(0) { $0 + (parts[$1] < 0 ? units[$1][keyPath: counts][number] : 0) }
  }

  /// The hospital that lacks most of a kind; the first of equals.
  private func neediest(_ kind: Int, _ targets: [[Int]]) -> Int {
    var best = 0
    for hospital in 1..<max(options.hospitals, 1)
    where targets[hospital][kind] - heldKinds[hospital][kind]
      > targets[best][kind] - heldKinds[best][kind]
    {
      best = hospital
    }
    return best
  }

  /// Puts a unit that no hospital has, or moves one.
  mutating func give(_ unit: Int, to hospital: Int) {
    if parts[unit] >= 0 { count(unit, -1) }
    parts[unit] = hospital
    count(unit, 1)
  }

  private mutating func count(_ unit: Int, _ sign: Int) {
    let hospital = parts[unit]
    for label in classes.indices { held[hospital][label] += sign * units[unit].counts[label] }
    for kind in 0..<kindCount { heldKinds[hospital][kind] += sign * units[unit].kinds[kind] }
  }

  func tooFew(_ label: Int, _ reason: String) -> DataError {
    DataError(
      .badOptions,
      "class '\(classes[label])': \(reason) \(options.hospitals) hospitals cannot have "
        + "\(options.minimumPerClass) each",
      remedy: "lower the minimum per class, the number of hospitals or the test fraction")
  }
}
