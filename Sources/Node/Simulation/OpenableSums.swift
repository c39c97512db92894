import Artifacts
import DifferentialPrivacy

/// Which sums of honest members' vectors can be opened with what the honest members have revealed
/// and everything that the liars hold: the security predicate itself, in terms of shares.
struct OpenableSums {
  private let unmasks: [MemberID: Choice]
  private let liars: Set<MemberID>
  private let honest: [MemberID]
  private let threshold: Int
  private let smallestSet: Int

  /// - Parameter unmasks: what each honest member has unmasked for.
  init(_ unmasks: [MemberID: Choice], liars: Set<MemberID>, roster: Roster) {
    self.unmasks = unmasks.filter { $0.value.kind == .open }
    self.liars = liars.intersection(roster.ids)
    honest = roster.ids.filter { !liars.contains($0) }
    threshold = roster.t
    smallestSet = roster.m
  }

  /// Every nonempty set of honest members whose masks all come off, and nobody else's.
  var sets: [[MemberID]] {
    let open = honest.filter(selfMaskIsKnown)
    guard !open.isEmpty else { return [] }
    var sets: [[MemberID]] = []
    for bits in 1..<(1 << open.count) {
      let inside = open.indices.filter { bits >> $0 & 1 == 1 }.map { open[$0] }
      let outside = honest.filter { !inside.contains($0) }
      let isOpen = inside.allSatisfy { member in
        outside.allSatisfy { pairMaskIsKnown(member, $0) }
      }
      if isOpen { sets.append(inside) }
    }
    return sets
  }

  /// The variance of the honest members' noise that nobody can take off their sum.
  func noise(in members: [MemberID], _ noise: LayeredNoise) -> Int64 {
    members.reduce(0) { sum, member in
      sum + noise.base.variance
        + noise.layers.indices.filter { !layerIsKnown(member, $0) }
        .reduce(0) { $0 + noise.layers[$1].variance }
    }
  }

  private func layerIsKnown(_ member: MemberID, _ layer: Int) -> Bool {
    let holders = unmasks.values.count {
      $0.set.masked[member] != nil && $0.set.members.count - smallestSet > layer
    }
    return holders + liars.count >= threshold
  }

  private func selfMaskIsKnown(_ member: MemberID) -> Bool {
    let holders = unmasks.values.count { $0.set.masked[member] != nil }
    return holders + liars.count >= threshold
  }

  /// A pair's seed is dealt twice; shares of one polynomial are no use for the other.
  private func pairMaskIsKnown(_ one: MemberID, _ other: MemberID) -> Bool {
    [(one, other), (other, one)].contains { inside, outside in
      let holders = unmasks.values.count {
        $0.set.masked[inside] != nil && $0.set.masked[outside] == nil
      }
      return holders + liars.count >= threshold
    }
  }
}
