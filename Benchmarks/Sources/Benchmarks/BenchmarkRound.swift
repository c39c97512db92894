import Artifacts
import DifferentialPrivacy
import SecureAggregation
import Sodium

/// A round of many hospitals in one process, without folders: the same calls that a node makes.
final class BenchmarkRound {
  let context: RoundContext
  private let secrets: [[UInt8]]
  private let readers: [SealingPublicKey]
  private let key = SealingKey.generate()
  private let identity = IdentityKey.generate()
  private var dealings: [String: Dealing] = [:]

  /// A round whose vectors have so many 32-bit words; each file is sealed to all members and an
  /// auditor.
  init(_ hospitals: Int, count: Int, isLayered: Bool) throws {
    let parameters = try RoundParameters(members: hospitals)
    var members: [RoundContext.Member] = []
    var blocks: [[UInt8]] = []
    for index in 1...hospitals {
      let secrets = RoundSecrets.random()
      members.append(
        try RoundContext.Member(
          id: "h\(100 + index)", ephemeralKey: secrets.ephemeralKey,
          nonceCommitment: secrets.nonceCommitment.hex))
      blocks.append(secrets.withUnsafeBytes { Array($0) })
    }
    secrets = blocks
    readers = [key.publicKey] + (0..<hospitals).map { _ in SealingKey.generate().publicKey }
    let layers = try LayeredNoise(
      log2Scale: 16, members: hospitals, smallestSet: parameters.smallestSet,
      colluders: parameters.colluding, isLayered: isLayered
    ).layers
    context = try RoundContext(
      session: Digest(hashing: [1]), round: 7, K: Digest(hashing: [2]), members: members,
      threshold: parameters.quorum, ringWidth: .bits32, count: count, layers: layers)
  }

  /// What a member's masked statement pins, and the sealed file.
  struct Published {
    let id: String
    let payload: Payload
    let file: [UInt8]
  }

  /// Masks a member's vector, seals it, hashes the file and signs the statement's worth of bytes.
  func publish(_ index: Int) throws -> Published {
    let id = context.ids[index]
    var vector = RingVector(zeros: context.count, width: .bits32)
    try vector.add(
      RingVector(signed: [Int64](repeating: Int64(index + 1), count: context.count), width: .bits32)
    )
    var block = secrets[index]
    let (masked, dealing) = try Dealing.deal(
      vector, as: id, secrets: RoundSecrets(restoring: SecretBytes(wiping: &block)), in: context)
    dealings[id] = dealing
    let (file, plain) = seal(masked, of: id)
    let digest = Digest(hashing: file)
    _ = identity.sign(message: digest.bytes, trustedComment: "benchmark")
    return Published(
      id: id,
      payload: Payload(
        name: "masked.sealed", bytes: file.count, digest: digest, plain: plain, type: "u32"),
      file: file)
  }

  /// Seals a vector at a member's place.
  func seal(_ vector: RingVector, of id: String) -> (file: [UInt8], plain: Digest) {
    SealedFile.seal(
      vector.littleEndianBytes, kind: .vector, place: place(id), session: context.session,
      K: context.K, readers: readers)
  }

  /// The shares that the members of a set reveal to each other.
  func revealed(for set: [String]) throws -> [String: RevealedShares] {
    var revealed: [String: RevealedShares] = [:]
    for holder in set {
      guard let index = context.ids.firstIndex(of: holder) else { continue }
      var opened: [String: OpenedShares] = [:]
      for dealer in set {
        var block = secrets[index]
        opened[dealer] = try dealings[dealer]?.open(
          from: dealer, as: holder,
          secrets: RoundSecrets(restoring: SecretBytes(wiping: &block)), in: context)
      }
      revealed[holder] = try RevealedShares(revealing: opened, for: set, in: context)
    }
    return revealed
  }

  /// What closes a round: every revealed share verified, every file checked against its pin and
  /// opened, the vectors summed, the masks taken off.
  func sum(_ published: [Published], shares: [String: RevealedShares]) throws -> RingVector {
    let set = published.map(\.id)
    let verifier = try ShareVerifier(set: set, dealings: dealings, in: context)
    for (holder, shares) in shares { try verifier.verify(shares, from: holder) }
    let opening = try Opening(set: set, dealings: dealings, shares: shares, in: context)
    let files = Dictionary(uniqueKeysWithValues: published.map { ($0.id, $0) })
    return try opening.aggregate { id in
      guard let one = files[id] else { preconditionFailure("every member of the set published") }
      let plaintext = try SealedFile.open(
        one.file, pinned: one.payload, kind: .vector, place: place(id), session: context.session,
        K: context.K, with: key)
      return try RingVector(
        littleEndianBytes: plaintext, count: context.count, width: context.ringWidth)
    }
  }

  private func place(_ id: String) -> Place {
    guard let member = MemberID(id) else { preconditionFailure("the names are valid") }
    return Place(member: member, round: Int(context.round), slot: .masked)
  }
}
