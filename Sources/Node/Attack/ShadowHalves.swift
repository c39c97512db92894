import Datasets

/// Which records train which of K models: each model has a random half of every hospital's records,
/// and the next one the other half, so every record is in exactly K / 2 of them.
struct ShadowHalves {
  /// Every model's records, hospital by hospital; a record is its examples' indices.
  let chosen: [[[[Int]]]]
  /// Whether a record is in a model's half: a list per model, records hospital after hospital.
  let isMember: [[Bool]]
  /// The records of all hospitals.
  let recordCount: Int

  /// - Parameters:
  ///   - hospitals: the records of each.
  ///   - models: K, even.
  init(_ hospitals: [[[Int]]], models: Int, seed: UInt64) {
    var chosen: [[[[Int]]]] = []
    var isMember: [[Bool]] = []
    for pair in 0..<models / 2 {
      let first = hospitals.enumerated().map { number, records in
        var random = SeededGenerator(
          seed: seed, stream: UInt64(pair) << 32 | UInt64(number) | 1 << 63)
        let half = random.shuffled(records.indices).prefix((records.count + pair % 2) / 2)
        return records.indices.map(Set(half).contains)
      }
      for side in [true, false] {
        chosen.append(
          zip(hospitals, first).map { records, isFirst in
            records.indices.filter { isFirst[$0] == side }.map { records[$0] }
          })
        isMember.append(first.joined().map { $0 == side })
      }
    }
    (self.chosen, self.isMember) = (chosen, isMember)
    recordCount = hospitals.reduce(0) { $0 + $1.count }
  }
}
