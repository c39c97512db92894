import DifferentialPrivacy
import Foundation
import SecureAggregation
import Sodium
import Testing

/// A round with all its members in one process.
final class Consortium {
  let context: RoundContext
  let secrets: [String: SecretBytes.Held]
  private(set) var vectors: [String: [Int64]] = [:]
  private(set) var masked: [String: RingVector] = [:]
  private(set) var dealings: [String: Dealing] = [:]

  /// Members h01, h02, … with vectors drawn by `value(member, coordinate)`.
  init(
    _ n: Int, width: RingWidth = .bits32, count: Int = 3, threshold: Int? = nil,
    isLayered: Bool = false,
    value: (Int, Int) -> Int64 = { member, coordinate in
      Int64(member + 1) * (coordinate.isMultiple(of: 2) ? 1 : -1)
    }
  ) throws {
    let parameters = try RoundParameters(members: n)
    var members: [RoundContext.Member] = []
    var held: [String: SecretBytes.Held] = [:]
    for index in 1...n {
      let id = String(format: "h%02d", index)
      let secrets = RoundSecrets.random()
      members.append(
        try RoundContext.Member(
          id: id, ephemeralKey: secrets.ephemeralKey, nonceCommitment: secrets.nonceCommitment.hex))
      held[id] = SecretBytes.Held(secrets)
    }
    secrets = held
    context = try RoundContext(
      session: Digest(hashing: [1]), round: 7, K: Digest(hashing: [2]), members: members,
      threshold: threshold ?? parameters.quorum, ringWidth: width, count: count,
      layers: isLayered
        ? LayeredNoise(
          log2Scale: 16, members: n, smallestSet: parameters.smallestSet,
          colluders: parameters.colluding, isLayered: true
        ).layers : [])
    for (index, id) in context.ids.enumerated() {
      let vector = (0..<count).map { value(index, $0) }
      vectors[id] = vector
      (masked[id], dealings[id]) = try deal(vector, as: id)
    }
  }

  func deal(_ vector: [Int64], as id: String) throws -> (RingVector, Dealing) {
    let plain = try RingVector(signed: vector, width: context.ringWidth)
    let (masked, dealing) = try Dealing.deal(
      plain, as: id, secrets: #require(secrets[id]).restored(), in: context)
    return (masked, dealing)
  }

  func open(_ dealing: Dealing, from dealer: String, as holder: String) throws -> OpenedShares {
    try dealing.open(
      from: dealer, as: holder, secrets: #require(secrets[holder]).restored(), in: context)
  }

  /// The shares of a holder by dealer.
  func opened(by holder: String, of set: [String]) throws -> [String: OpenedShares] {
    var opened: [String: OpenedShares] = [:]
    for dealer in set {
      opened[dealer] = try open(#require(dealings[dealer]), from: dealer, as: holder)
    }
    return opened
  }

  /// What holders reveal for a set.
  func revealed(by holders: [String], for set: [String]) throws -> [String: RevealedShares] {
    var revealed: [String: RevealedShares] = [:]
    for holder in holders {
      revealed[holder] = try RevealedShares(
        revealing: opened(by: holder, of: set), for: set, in: context)
    }
    return revealed
  }

  /// The plain sum of a set in the ring.
  func sum(_ set: [String]) throws -> RingVector {
    var sum = RingVector(zeros: context.count, width: context.ringWidth)
    for id in set {
      try sum.add(RingVector(signed: #require(vectors[id]), width: context.ringWidth))
    }
    return sum
  }

  /// All sets that the round may open.
  var openableSets: [[String]] {
    let ids = context.ids
    return (0..<(1 << ids.count)).filter { $0.nonzeroBitCount >= context.smallestSet }
      .map { bits in ids.indices.filter { bits >> $0 & 1 == 1 }.map { ids[$0] } }
  }
}

extension SecretBytes {
  /// Round secrets as the journal keeps them; tables need something that can be copied.
  final class Held: Sendable {
    private let bytes: [UInt8]

    init(_ secrets: borrowing RoundSecrets) {
      bytes = secrets.withUnsafeBytes { Array($0) }
    }

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
    }

    func restored() throws -> RoundSecrets {
      var copy = bytes
      return try RoundSecrets(restoring: SecretBytes(wiping: &copy))
    }

    /// The X25519 key, 32 bytes.
    var ephemeralSecret: [UInt8] { Array(bytes.prefix(32)) }
  }
}
