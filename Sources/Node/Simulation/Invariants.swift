import Artifacts
import Foundation
import DifferentialPrivacy
import Journal
import Rounds
import SecureAggregation
import Sodium

/// What must hold after every step of a simulation, whatever goes wrong.
final class Invariants {
  /// Something that must never happen, in words.
  struct Violation: Error, CustomStringConvertible {
    let description: String
  }

  /// How the rounds ended: outcome by round and K, as honest members closed them.
  private(set) var outcomes: [Digest: ResultDocument] = [:]
  /// Hops over the shared folder that closed rounds took.
  private(set) var hops: [Int: Int] = [:]
  /// Number of restarts that people decided.
  var restarts = 0

  /// Of the noise that has to stay in sums: coordinates, and their squares over the variance.
  private var noiseLeft = (count: 0, squares: 0.0)
  private let sources: [MemberID: any KnownVectorSource]
  private let liars: Set<MemberID>
  private var closings: [Ground: Digest] = [:]
  private var signed: [String: [UInt8]] = [:]
  private var unmasks: [Ground: [MemberID: Choice]] = [:]
  private var depth: [Digest: (hop: Int, author: MemberID)] = [:]
  private var unmaskHops: [Ground: [Choice: [Int]]] = [:]

  init(sources: [MemberID: any KnownVectorSource], liars: Set<MemberID>) {
    (self.sources, self.liars) = (sources, liars)
  }

  /// A member closed a round.
  func closed(_ member: MemberID, _ outcome: RoundOutcome, _ basis: RoundBasis) throws {
    guard !liars.contains(member) else { return }
    let result = outcome.result
    let ground = Ground(round: result.round, K: basis.K)
    let digest = Digest(hashing: CanonicalJSON.encode(result))
    if let other = closings[ground], other != digest {
      throw Violation(description: "\(member) derives another result of round \(result.round)")
    }
    guard closings.updateValue(digest, forKey: ground) == nil else { return }
    if restarts == 0, closings.keys.count(where: { $0.round == result.round }) > 1 {
      throw Violation(description: "round \(result.round) has two results")
    }
    outcomes[digest] = result
    if let sum = outcome.aggregate {
      try checkSum(sum, result, basis)
      countHops(ground, Choice.open(result.set), basis.roster.t)
    }
  }

  /// A member went on from a result that it read.
  func jumped(_ member: MemberID, to result: ResultDocument) throws {
    let digest = Digest(hashing: CanonicalJSON.encode(result))
    guard
      liars.contains(member) || outcomes[digest] != nil || result.round == 0
        || result.outcome == .restart
    else {
      throw Violation(description: "\(member) follows a result that no honest member derived")
    }
  }

  /// A member published a file.
  ///
  /// - Parameter charged: the slots that the member's ledger has paid for.
  func published(
    _ member: MemberID, _ place: Place, _ bytes: [UInt8], basis: RoundBasis?,
    charged: () throws -> Set<String>
  ) throws {
    try countDepth(place, bytes)
    guard !liars.contains(member) else { return }
    if let first = signed[place.json], first != bytes {
      throw Violation(description: "\(place) was signed twice")
    }
    signed[place.json] = bytes
    if place.slot == .masked, try !charged().contains(place.key) {
      throw Violation(description: "\(place) was published before it was charged")
    }
    if case .unmask = place.slot, let basis {
      let body = try CanonicalJSON.decode(
        Statement<UnmaskBody>.self, from: bytes, file: place.json
      ).body
      try unmasked(member, body.choice, basis)
    }
  }

  /// Everything that an honest member ever published of masked files is in its ledger.
  func checkLedger(_ member: MemberID, charged: Set<String>) throws {
    for path in signed.keys.sorted() where path.hasPrefix("\(member)/") {
      guard let place = Place(String(path.dropLast(".json".count))), place.slot == .masked,
        !charged.contains(place.key)
      else { continue }
      throw Violation(description: "the ledger of \(member) forgot \(place)")
    }
  }

  private func unmasked(_ member: MemberID, _ choice: Choice, _ basis: RoundBasis) throws {
    let ground = Ground(round: basis.round, K: basis.K)
    guard unmasks[ground, default: [:]].updateValue(choice, forKey: member) == nil else {
      throw Violation(description: "\(member) unmasked twice in round \(basis.round)")
    }
    let openable = OpenableSums(unmasks[ground]!, liars: liars, roster: basis.roster)
    let sums = openable.sets
    guard sums.count <= 1 else {
      throw Violation(description: "two sums of round \(basis.round) can be opened: \(sums)")
    }
    if let sum = sums.first, sum.count < basis.roster.m - basis.roster.c {
      throw Violation(description: "a sum of only \(sum) can be opened in round \(basis.round)")
    }
    let arithmetic = try RoundArithmetic(basis.manifest.plan)
    let kind = arithmetic.schedule.kind(of: basis.round)
    if let sum = sums.first, let noise = try arithmetic.noise(basis.roster, kind) {
      let needed = Int64(basis.roster.m - basis.roster.c) << Int64(2 * arithmetic.log2Scale)
      guard openable.noise(in: sum, noise) >= needed else {
        throw Violation(description: "too little noise is left in round \(basis.round)")
      }
    }
  }

  /// The sum is that of the inputs; where layers of noise stay in it, it differs by noise of their
  /// variance.
  private func checkSum(
    _ opened: RingVector, _ result: ResultDocument, _ basis: RoundBasis
  ) throws {
    let honest = result.set.members.filter { !liars.contains($0) }
    guard honest.count >= basis.roster.m - basis.roster.c else {
      throw Violation(description: "round \(result.round) opened \(honest) only")
    }
    let arithmetic = try RoundArithmetic(basis.manifest.plan)
    let kind = arithmetic.schedule.kind(of: basis.round)
    let count = arithmetic.count(kind)
    var sum = [Int64](repeating: 0, count: count)
    for member in result.set.members {
      guard let input = sources[member]?.input(basis, count: count) else {
        throw Violation(description: "\(member) is in the sum of round \(result.round) unasked")
      }
      for index in sum.indices { sum[index] &+= input[index] }
    }
    guard Digest(hashing: opened.littleEndianBytes) == result.aggregate else {
      throw Violation(description: "round \(result.round) names another sum than was opened")
    }
    let unused = UInt64.bitWidth - arithmetic.ring.rawValue
    let difference = zip(opened.signedValues, sum).map {
      // As two's complement of the ring's width.
      Double((($0 &- $1) << unused) >> unused)
    }
    let present = result.set.members.count
    let noise = try arithmetic.noise(basis.roster, kind)
    // A simulated hospital adds no base.
    let variance = noise.map { $0.variance(present: present) - $0.base.variance } ?? 0
    try checkNoise(difference, variance: Double(variance) * Double(present), result.round)
  }

  /// All layers came off, or noise of the variance of the others is there: in each coordinate within
  /// twelve standard deviations, and over all rounds by its mean square, within six of its own.
  private func checkNoise(_ difference: [Double], variance: Double, _ round: Int) throws {
    guard variance > 0 else {
      guard difference.allSatisfy({ $0 == 0 }) else {
        throw Violation(description: "the sum of round \(round) is not that of its inputs")
      }
      return
    }
    guard difference.allSatisfy({ $0 * $0 <= 144 * variance }) else {
      throw Violation(description: "the sum of round \(round) is not that of its inputs and noise")
    }
    noiseLeft.count += difference.count
    noiseLeft.squares += difference.reduce(0) { $0 + $1 * $1 / variance }
    let (count, squares) = (Double(noiseLeft.count), noiseLeft.squares)
    guard abs(squares / count - 1) <= 6 * (2 / count).squareRoot() + 30 / count else {
      throw Violation(
        description: "\(squares / count) of the noise that must stay is in the sums up to round "
          + "\(round)")
    }
  }

  /// How many hops a statement needs: one more than the newest of others that it acts on.
  private func countDepth(_ place: Place, _ bytes: [UInt8]) throws {
    // Documents have no such field.
    guard let sees = try? JSONDecoder().decode(Sight.self, from: Data(bytes)).sees else { return }
    let seen = sees.compactMap { depth[$0] }
    let hop = 1 + (seen.filter { $0.author != place.member }.map(\.hop).max() ?? 0)
    depth[Digest(hashing: bytes)] = (hop, place.member)
    if case .unmask = place.slot {
      let statement = try CanonicalJSON.decode(
        Statement<UnmaskBody>.self, from: bytes, file: place.json)
      let ground = Ground(round: place.round, K: statement.K)
      unmaskHops[ground, default: [:]][statement.body.choice, default: []].append(hop)
    }
  }

  private func countHops(_ ground: Ground, _ choice: Choice, _ quorum: Int) {
    let sorted = (unmaskHops[ground]?[choice] ?? []).sorted()
    if sorted.count >= quorum { hops[sorted[quorum - 1], default: 0] += 1 }
  }

  /// The one field of a statement that says what it acts on.
  private struct Sight: Decodable {
    let sees: [Digest]
  }

  /// A round and what it stands on.
  private struct Ground: Hashable {
    let round: Int
    let K: Digest
  }
}
