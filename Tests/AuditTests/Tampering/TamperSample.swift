/// Chooses from mutations, always the same.
enum TamperSample {
  /// At most so many of each class, spread by their names.
  static func some(_ count: Int, of mutations: [Mutation]) -> [Mutation] {
    Dictionary(grouping: mutations, by: \.kind).sorted { $0.key.rawValue < $1.key.rawValue }
      .flatMap { _, ones in
        ones.count <= count
          ? ones : Array(ones.sorted { hash($0.name) < hash($1.name) }.prefix(count))
      }
  }

  /// Of every class so many, each on another kind of file, those kinds first that have had the
  /// fewest; and one at least for every kind.
  ///
  /// - Parameter files: the mutations of one file of each kind.
  static func each(
    _ count: Int, of files: [String: [Mutation]]
  ) -> [(file: String, mutation: Mutation)] {
    var chosen: [(file: String, mutation: Mutation)] = []
    var uses = files.mapValues { _ in 0 }
    func choose(_ kind: String, _ mutations: [Mutation]) {
      guard let one = some(1, of: mutations).first else { return }
      chosen.append((kind, one))
      uses[kind, default: 0] += 1
    }
    for kind in MutationClass.allCases {
      let able = files.mapValues { $0.filter { $0.kind == kind } }.filter { !$0.value.isEmpty }
      let order = able.keys.sorted {
        (uses[$0]!, hash(kind.rawValue + $0)) < (uses[$1]!, hash(kind.rawValue + $1))
      }
      for name in order.prefix(count) { choose(name, able[name]!) }
    }
    for (name, count) in uses where count == 0 { choose(name, files[name]!) }
    return chosen
  }

  /// FNV-1a, mixed once more: Swift's own hashes differ from run to run.
  private static func hash(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return (hash ^ hash >> 31) &* 0x9e37_79b9_7f4a_7c15
  }
}
