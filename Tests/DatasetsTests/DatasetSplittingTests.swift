import Datasets
import Testing

/// Splitting examples in memory.
@Suite struct DatasetSplittingTests {
  /// Sixty examples of which some patients have three, and every tenth is a copy of the one before.
  private func dataset(named: Bool) -> Dataset {
    let values = (0..<60).map { Float($0 % 10 == 9 ? $0 - 1 : $0) }
    return Dataset(
      shape: [1], examples: values, labels: (0..<60).map { $0 / 2 % 2 }, classes: ["a", "b"],
      ids: (0..<60).map { "\($0)" },
      groups: named ? (0..<60).map { $0 < 30 ? "p\($0 / 3)" : nil } : nil)
  }

  @Test(arguments: [true, false], [1, 2, 3] as [UInt64])
  func patientsAndCopiesStayTogether(_ named: Bool, _ seed: UInt64) throws {
    let whole = dataset(named: named)
    let parts = try Splitting(
      SplitOptions(scheme: .dirichlet(alpha: 1), hospitals: 3, seed: seed, minimumPerClass: 1)
    ).dataset(whole)
    #expect(parts.count == 4)
    #expect(parts.flatMap(\.ids).sorted() == whole.ids.sorted())
    #expect(parts[3].count > 6 && parts[3].count <= 12)
    for (index, part) in parts.enumerated() {
      for other in parts[(index + 1)...] {
        #expect(Set(part.examples).isDisjoint(with: other.examples))
        let (one, two) = (part.groups ?? [], other.groups ?? [])
        #expect(Set(one.compactMap(\.self)).isDisjoint(with: two.compactMap(\.self)))
      }
    }
    let again = try Splitting(
      SplitOptions(scheme: .dirichlet(alpha: 1), hospitals: 3, seed: seed, minimumPerClass: 1)
    ).dataset(whole)
    #expect(again == parts)
  }

  @Test func examplesWithAnyNumberOfLabelsKeepThem() throws {
    let marks: [UInt8] = (0..<40).flatMap { [UInt8($0 % 2), UInt8($0 / 2 % 2)] }
    let whole = Dataset(
      shape: [1], examples: (0..<40).map { Float($0) }, labels: [], marks: marks,
      classes: ["a", "b"], ids: (0..<40).map { "\($0)" })
    let parts = try Splitting(
      SplitOptions(scheme: .uniform, hospitals: 3, seed: 2, minimumPerClass: 1)
    ).dataset(whole)
    // 20 of "a" first, 10 of "b" alone and 10 of none: a fifth of each is the test set.
    #expect(parts[3].count == 8)
    let joined = Dataset(joining: parts)
    #expect(joined == whole.subset(joined.ids.compactMap { Int($0) }))
    #expect(joined.count == 40)
  }

  @Test func joinedAgainTheyAreAll() throws {
    let whole = dataset(named: true)
    let parts = try Splitting(
      SplitOptions(scheme: .uniform, hospitals: 1, seed: 5, minimumPerClass: 0)
    ).dataset(whole)
    let joined = Dataset(joining: parts)
    #expect(joined.count == 60 && joined.shape == [1] && joined.classes == whole.classes)
    let places = joined.ids.compactMap { whole.ids.firstIndex(of: $0) }
    #expect(joined == whole.subset(places))
    // Names are kept where one part alone has them.
    #expect(
      Dataset(joining: [dataset(named: false), whole]).groups?.prefix(60)
        == Array(repeating: nil, count: 60)[...])
  }
}
