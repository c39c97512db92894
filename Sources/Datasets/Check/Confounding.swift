/// Whether the class can be told by something that is no finding: where an image comes from, how it
/// is stored.
struct Confounding {
  /// A value of the attribute that examples of one class alone have.
  struct Exclusive {
    let value: String
    let label: Int
    let count: Int
  }

  /// Examples by value, then by class; those without a value do not count.
  let table: [String: [Int]]
  private let classes: Int

  /// Examples by value; with several labels not the sum over the classes.
  private let totals: [String: Int]

  /// Counts examples by value and class.
  ///
  /// - Parameter labels: The classes of each example.
  init(_ values: [String?], labels: [[Int]], classes: Int) {
    var table: [String: [Int]] = [:]
    var totals: [String: Int] = [:]
    for (value, labels) in zip(values, labels) {
      guard let value else { continue }
      totals[value, default: 0] += 1
      var counts = table[value] ?? [Int](repeating: 0, count: classes)
      for label in labels { counts[label] += 1 }
      table[value] = counts
    }
    self.table = table
    self.totals = totals
    self.classes = classes
  }

  /// The values in the order of how frequent they are, then of their bytes.
  var values: [String] {
    table.keys.sorted { first, second in
      let (a, b) = (total(first), total(second))
      return a == b ? first.utf8.lexicographicallyPrecedes(second.utf8) : a > b
    }
  }

  /// How many examples have a value.
  func total(_ value: String) -> Int { totals[value] ?? 0 }

  /// The classes that have examples.
  var presentClasses: [Int] {
    (0..<classes).filter { label in table.values.contains { $0[label] > 0 } }
  }

  /// Classes all of whose examples have the same value, where there are several values in all.
  var uniformClasses: [Int] {
    guard table.count > 1 else { return [] }
    return presentClasses.filter { label in table.values.count { $0[label] > 0 } == 1 }
  }

  /// Values of at least `least` examples that are all of one class, where there are several classes.
  func exclusive(least: Int) -> [Exclusive] {
    guard presentClasses.count > 1 else { return [] }
    return values.compactMap { value in
      let counts = table[value] ?? []
      let labels = counts.indices.filter { counts[$0] > 0 }
      // With several labels, what has none of them counts as another class.
      guard labels.count == 1, counts[labels[0]] >= least, counts[labels[0]] == total(value)
      else { return nil }
      return Exclusive(value: value, label: labels[0], count: counts[labels[0]])
    }
  }
}
