/// Examples that must stay together: of one patient, or exact copies of each other.
struct SplitUnit {
  /// Indices of the examples, ascending.
  let members: [Int]
  /// How many of them are of each class; an example may be of several, or of none.
  let counts: [Int]
  /// How many of them are of each kind; every example is of one.
  let kinds: [Int]

  /// The kind most of them are of; the first of those equally frequent.
  var mainKind: Int {
    kinds.indices.max { kinds[$0] < kinds[$1] || kinds[$0] == kinds[$1] && $0 > $1 } ?? 0
  }

  /// Joins examples that share a key of any kind, and those joined to them.
  ///
  /// - Parameters:
  ///   - labels: The classes and the kind of each example.
  ///   - keys: For every kind of relation the keys of each example: none, one, or all that may be its
  ///     own.
  /// - Returns: Units in the order of their first members.
  static func joined<Key: Hashable>(_ labels: SplitLabels, keys: [[[Key]]]) -> [SplitUnit] {
    var parent = Array(labels.kinds.indices)
    func root(_ index: Int) -> Int {
      var index = index
      while parent[index] != index {
        parent[index] = parent[parent[index]]
        index = parent[index]
      }
      return index
    }
    for relation in keys {
      var first: [Key: Int] = [:]
      for (index, keys) in relation.enumerated() {
        for key in keys {
          if let earlier = first[key] {
            // The smaller index leads, so that the order of the units is that of the examples.
            let (a, b) = (root(earlier), root(index))
            parent[max(a, b)] = min(a, b)
          } else {
            first[key] = index
          }
        }
      }
    }
    let members = Dictionary(grouping: labels.kinds.indices, by: root)
    return members.keys.sorted().map { SplitUnit(members[$0] ?? [], labels) }
  }

  private init(_ members: [Int], _ labels: SplitLabels) {
    var counts = [Int](repeating: 0, count: labels.classes.count)
    var kinds = [Int](repeating: 0, count: labels.kindCount)
    for member in members {
      for label in labels.labels[member] { counts[label] += 1 }
      kinds[labels.kinds[member]] += 1
    }
    self.members = members
    self.counts = counts
    self.kinds = kinds
  }
}
