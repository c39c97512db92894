import Artifacts
import DifferentialPrivacy

/// What shares open: the secrets that honest members' unmask files and all liars' shares give away.
struct Shares {
  let stage: Stage
  private let t: Int
  private let liars: Int
  private let count: Int
  private let noise: LayeredNoise
  private let layersTooMany: Int

  /// - Parameter layersTooMany: how many layers of noise each unmask file gives away beyond those that
  ///   its choice makes superfluous; 0 for the protocol.
  init(_ stage: Stage, layersTooMany: Int = 0) throws {
    self.stage = stage
    self.layersTooMany = layersTooMany
    let roster = stage.basis.roster
    noise = try LayeredNoise(
      log2Scale: 16, members: roster.members.count, smallestSet: roster.m, colluders: roster.c,
      isLayered: true)
    t = stage.basis.roster.t
    liars = stage.liars.count
    count = stage.honest.count
  }

  /// The sets of honest members whose sum can be opened; each as bits.
  ///
  /// A sum over T takes the self mask of everybody in T, and of each pair with one inside and one
  /// outside the common mask, of which both have dealt shares. Masks within T cancel, those with
  /// liars are known to these.
  ///
  /// - Parameter unmasked: what each honest holder has unmasked, choices as bits.
  func openable(_ unmasked: [Int]) -> [Int] {
    // Every holder has one share of a secret.
    guard unmasked.count + liars >= t else { return [] }
    var own = Array(repeating: liars, count: count)
    var pair = Array(repeating: liars, count: count * count)
    for bits in unmasked {
      for j in 0..<count {
        var (isIn, outside) = (false, 0)
        for choice in stage.options.indices where bits >> choice & 1 == 1 {
          let option = stage.options[choice]
          guard option.kind == .open, option.honest >> j & 1 == 1 else { continue }
          isIn = true
          outside |= stage.everybody & ~option.honest
        }
        if isIn { own[j] += 1 }
        for i in 0..<count where outside >> i & 1 == 1 { pair[i * count + j] += 1 }
      }
    }
    let known = (0..<count).reduce(0) { $0 | (own[$1] >= t ? 1 << $1 : 0) }
    guard known != 0 else { return [] }
    let masks = (0..<count).map { j in
      (0..<count).reduce(0) { bits, i in
        bits | (pair[i * count + j] >= t || pair[j * count + i] >= t ? 1 << i : 0)
      }
    }
    return (1...stage.everybody).filter { set in
      set & ~known == 0
        && (0..<count).allSatisfy { set >> $0 & 1 == 0 || (set | masks[$0]) == stage.everybody }
    }
  }

  /// The variance of the noise of honest members that nobody can take off their sum, as bits. The
  /// liars are in every choice: so each has as many members as it can.
  private func noiseLeft(in set: Int, _ unmasked: [Int]) -> Int64 {
    var left: Int64 = 0
    for j in 0..<count where set >> j & 1 == 1 {
      var known = Array(repeating: liars, count: noise.layers.count)
      for bits in unmasked {
        let removed =
          stage.options.indices.filter { choice in
            bits >> choice & 1 == 1 && stage.options[choice].kind == .open
              && stage.options[choice].honest >> j & 1 == 1
          }.map { choice in
            noise.removed(present: stage.options[choice].honest.nonzeroBitCount + liars)
              + layersTooMany
          }.max() ?? 0
        for layer in 0..<min(removed, known.count) { known[layer] += 1 }
      }
      left += noise.base.variance
      for (layer, holders) in zip(noise.layers, known) where holders < t { left += layer.variance }
    }
    return left
  }

  /// The choices that a quorum has unmasked.
  func decided(_ unmasked: [Int]) -> [Int] {
    stage.options.indices.filter { choice in
      liars + unmasked.count { $0 >> choice & 1 == 1 } >= t
    }
  }

  /// What is wrong, if anything: the attack.
  func attack(_ unmasked: [Int]) -> Attack? {
    // With fewer liars the bounds below would ask for more than the protocol promises.
    precondition(liars >= stage.basis.roster.c)
    let sets = openable(unmasked)
    if sets.count > 1 { return .twoSums }
    let smallest = stage.basis.roster.m - stage.liars.count
    if let set = sets.first, set.nonzeroBitCount < smallest { return .smallSum }
    if let set = sets.first, noiseLeft(in: set, unmasked) < Int64(smallest) << 32 {
      return .littleNoise
    }
    return decided(unmasked).count > 1 ? .twoDecisions : nil
  }

  /// How members were harmed.
  enum Attack: Hashable, Sendable {
    /// Two sums can be opened: their difference is the vector of a few.
    case twoSums
    /// A sum of too few honest members can be opened.
    case smallSum
    /// A sum of enough honest members can be opened, with less of their noise than is counted on.
    case littleNoise
    /// Two choices have a quorum: members go on from different results.
    case twoDecisions
  }
}
