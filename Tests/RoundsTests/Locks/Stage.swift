import Artifacts
import Rounds
import Sodium

/// Where a search plays: a round, its honest members, its liars, and the choices that matter.
struct Stage: Sendable {
  /// A choice by what matters for shares: how it ends, and the honest members in it as bits.
  struct Option: Hashable, Sendable {
    let kind: Choice.Kind
    /// Bits over the honest members.
    let honest: Int
    /// Which of the liars' masked files it names: liars sign as many as they like.
    let version: Int
  }

  let basis: RoundBasis
  let honest: [MemberID]
  let liars: [MemberID]
  let options: [Option]
  let choices: [Choice]

  /// - Parameter liars: ranks of the liars in the leader draw.
  init(_ basis: RoundBasis, liars ranks: [Int], _ options: [Option]) {
    self.basis = basis
    let liars = ranks.map { basis.leaders[$0] }
    let honest = basis.roster.ids.filter { !liars.contains($0) }
    (self.honest, self.liars, self.options) = (honest, liars, options)
    choices = options.map { option in
      var masked: [MemberID: Digest] = [:]
      for (index, id) in honest.enumerated() where option.honest >> index & 1 == 1 {
        masked[id] = Self.file(of: id)
      }
      for id in liars {
        masked[id] = Digest(hashing: [UInt8]("\(id.name) \(option.version)".utf8))
      }
      return Choice(option.kind, RoundSet(masked: masked))
    }
  }

  /// A round of which some members are silent, and sets of members to open.
  init(_ basis: RoundBasis, silent: [MemberID], sets: [Set<MemberID>]) {
    self.basis = basis
    liars = silent
    let honest = basis.roster.ids.filter { !silent.contains($0) }
    self.honest = honest
    options = sets.map { set in
      let bits = honest.indices.filter { set.contains(honest[$0]) }
      return Option(kind: .open, honest: bits.reduce(0) { $0 | 1 << $1 }, version: 0)
    }
    choices = sets.map { set in
      .open(
        RoundSet(masked: Dictionary(uniqueKeysWithValues: set.map { ($0, Self.file(of: $0)) })))
    }
  }

  /// The digest of a member's masked file, the only one where nobody lies.
  static func file(of id: MemberID) -> Digest { Digest(hashing: [UInt8](id.name.utf8)) }

  /// All honest members as bits.
  var everybody: Int { (1 << honest.count) - 1 }
}
