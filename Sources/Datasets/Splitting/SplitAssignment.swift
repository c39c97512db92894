/// Decides which unit goes to which part. Pure: numbers in, numbers out.
struct SplitAssignment {
  let options: SplitOptions
  let classes: [String]
  let units: [SplitUnit]
  /// The part of each unit: 0 ..< hospitals, or `hospitals` for the test set.
  private(set) var parts: [Int]
  /// Examples of every class (inner) in every hospital (outer).
  private var held: [[Int]]

  /// Assigns every unit.
  ///
  /// - Throws: `.badOptions` if a class has too few examples for the minimum everywhere.
  init(units: [SplitUnit], classes: [String], options: SplitOptions) throws(DataError) {
    try options.validate()
    self.options = options
    self.classes = classes
    self.units = units
    parts = [Int](repeating: -1, count: units.count)
    held = [[Int]](
      repeating: [Int](repeating: 0, count: classes.count), count: options.hospitals)

    var generator = SeededGenerator(seed: options.seed)
    let order = generator.shuffled(units.indices)
    takeTest(order)
    let targets = try targets(using: &generator)
    // Large units first: the small ones then even out what remains.
    let bySize = order.filter { parts[$0] < 0 }.enumerated().sorted { first, second in
      let (a, b) = (units[first.element].members.count, units[second.element].members.count)
      return a == b ? first.offset < second.offset : a > b
    }
    for (_, unit) in bySize { give(unit, to: neediest(units[unit].mainClass, targets)) }
    for label in classes.indices {
      for hospital in 0..<options.hospitals { try fill(label, at: hospital) }
    }
  }

  /// The examples of a part, ascending.
  func members(of part: Int) -> [Int] {
    units.indices.filter { parts[$0] == part }.flatMap { units[$0].members }.sorted()
  }

  /// Sets the test set aside: of every class the stated part, rounded to nearest.
  private mutating func takeTest(_ order: [Int]) {
    var open = totals.map { Int((Double($0) * options.testFraction).rounded()) }
    for unit in order
    where zip(units[unit].counts, open).allSatisfy({ $0 <= $1 }) {
      parts[unit] = options.hospitals
      for label in classes.indices { open[label] -= units[unit].counts[label] }
    }
  }

  /// How many examples of every class (inner) each hospital (outer) should get: the minimum, and
  /// the rest by the scheme.
  private func targets(using generator: inout SeededGenerator) throws(DataError) -> [[Int]] {
    let proportions = options.scheme.proportions(
      classes: classes.count, hospitals: options.hospitals, using: &generator)
    let minimum = options.minimumPerClass
    var targets = held
    for label in classes.indices {
      let available = units.indices.reduce(0) {
        $0 + (parts[$1] < 0 ? units[$1].counts[label] : 0)
      }
      guard available >= minimum * options.hospitals else {
        throw tooFew(label, "\(available) examples are left after the test set, but")
      }
      let shares = Apportionment.share(
        available - minimum * options.hospitals, by: proportions[label])
      for hospital in 0..<options.hospitals {
        targets[hospital][label] = minimum + shares[hospital]
      }
    }
    return targets
  }

  /// The hospital that lacks most of a class; the first of equals.
  private func neediest(_ label: Int, _ targets: [[Int]]) -> Int {
    var best = 0
    for hospital in 1..<max(options.hospitals, 1)
    where targets[hospital][label] - held[hospital][label]
      > targets[best][label] - held[best][label]
    {
      best = hospital
    }
    return best
  }

  /// Moves units to a hospital that large units left below the minimum, the smallest first.
  private mutating func fill(_ label: Int, at hospital: Int) throws(DataError) {
    let minimum = options.minimumPerClass
    while held[hospital][label] < minimum {
      let movable = units.indices.filter { unit in
        let giver = parts[unit]
        guard giver < options.hospitals, giver != hospital, units[unit].counts[label] > 0 else {
          return false
        }
        return classes.indices.allSatisfy {
          units[unit].counts[$0] == 0 || held[giver][$0] - units[unit].counts[$0] >= minimum
        }
      }
      guard let unit = movable.min(by: { units[$0].members.count < units[$1].members.count }) else {
        throw tooFew(label, "images of one patient and exact copies stay together, and so")
      }
      for other in classes.indices { held[parts[unit]][other] -= units[unit].counts[other] }
      give(unit, to: hospital)
    }
  }

  private mutating func give(_ unit: Int, to hospital: Int) {
    parts[unit] = hospital
    for label in classes.indices { held[hospital][label] += units[unit].counts[label] }
  }

  private var totals: [Int] {
    units.reduce(into: [Int](repeating: 0, count: classes.count)) { totals, unit in
      for label in classes.indices { totals[label] += unit.counts[label] }
    }
  }

  private func tooFew(_ label: Int, _ reason: String) -> DataError {
    DataError(
      .badOptions,
      "class '\(classes[label])': \(reason) \(options.hospitals) hospitals cannot have "
        + "\(options.minimumPerClass) each",
      remedy: "lower the minimum per class, the number of hospitals or the test fraction")
  }
}
