/// Examples that must stay together: of one patient, or exact copies of each other.
struct SplitUnit {
  /// Indices of the examples, ascending.
  let members: [Int]
  /// How many of them are of each class.
  let counts: [Int]

  /// The class most of them are of; the first of those equally frequent.
  var mainClass: Int {
    counts.indices.max { counts[$0] < counts[$1] || counts[$0] == counts[$1] && $0 > $1 } ?? 0
  }

  /// Joins examples that share a key of any kind, and those joined to them.
  ///
  /// - Parameters:
  ///   - labels: The class of each example.
  ///   - keys: For every kind of relation the keys of each example: none, one, or all that may be its
  ///     own.
  /// - Returns: Units in the order of their first members.
  static func joined<Key: Hashable>(
    labels: [Int], classes: Int, keys: [[[Key]]]
  ) -> [SplitUnit] {
    var parent = Array(labels.indices)
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
    let members = Dictionary(grouping: labels.indices, by: root)
    return members.keys.sorted().map { key in
      let members = members[key] ?? []
      var counts = [Int](repeating: 0, count: classes)
      for member in members { counts[labels[member]] += 1 }
      return SplitUnit(members: members, counts: counts)
    }
  }
}
