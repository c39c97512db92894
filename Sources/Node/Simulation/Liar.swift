import Artifacts
import Datasets
import Rounds
import SharedFolder
import Sodium

/// A lying member: runs the real node, and signs other things beside or instead, with its own
/// right key, different to every receiver.
final class Liar {
  /// What it does in a round.
  enum Trick: CaseIterable {
    case equivocate, misdeal, contradict, wrongShares, falseOutcome, silence, early
  }

  private let member: MemberID
  private let signer: Signer
  private var random: SeededGenerator
  private let send: (_ path: String, _ bytes: [UInt8], _ receiver: Int) -> Void
  private let receivers: [Int]
  private var tricks: [Int: Trick] = [:]
  private var json: [String: [UInt8]] = [:]

  /// - Parameters:
  ///   - identity: its own right key.
  ///   - receivers: everybody else.
  ///   - send: the transport to one receiver.
  init(
    member: MemberID, identity: IdentityKey, session: Digest, receivers: [Int], seed: UInt64,
    send: @escaping (_ path: String, _ bytes: [UInt8], _ receiver: Int) -> Void
  ) {
    self.member = member
    self.receivers = receivers
    self.send = send
    signer = Signer(member: member, key: identity, session: session)
    random = SeededGenerator(seed: seed)
  }

  /// Passes on what its own node published, or something else.
  func publish(_ bytes: [UInt8], at path: ArtifactPath) {
    guard let place = Place("\(path.member)/\(path.folder)/\(path.name.slot)"),
      case .round(let round) = path.folder, round > 0
    else { return pass(path.description, bytes) }
    let trick = trick(of: round)
    if trick == .silence, place.slot != .commit, Bool.random(using: &random) { return }
    switch path.name.part {
    case .payload, .parameters: pass(path.description, bytes)
    case .statement: json[place.json] = bytes
    case .signature:
      guard let statement = json[place.json] else { return }
      for receiver in receivers {
        if let lie = lie(trick, place, statement), Bool.random(using: &random) {
          send(place.json, lie.bytes, receiver)
          send(place.signature, lie.signature, receiver)
        } else {
          send(place.json, statement, receiver)
          send(place.signature, bytes, receiver)
        }
      }
    }
  }

  /// Supports whatever an honest member has just chosen, to some and in any ballot; a leader of a
  /// ballot proposes out of turn.
  func echo(_ choice: Choice, round: Int, K: Digest, incarnation: Int, ballot: Int) {
    guard trick(of: round) == .early || trick(of: round) == .equivocate else { return }
    for receiver in receivers where Int.random(in: 0..<3, using: &random) == 0 {
      let number = max(1, ballot + Int.random(in: -1...2, using: &random))
      plant(
        VoteBody(ballot: number, choice: choice), .vote(number), choice.set.digests, round, K,
        incarnation, receiver)
      if number > 1 {
        plant(
          CutBody(ballot: number, choice: choice), .cut(number), choice.set.digests, round, K,
          incarnation, receiver)
      }
    }
  }

  private func plant<Body: Codable & Hashable & Sendable>(
    _ body: Body, _ slot: Slot, _ sees: [Digest], _ round: Int, _ K: Digest, _ incarnation: Int,
    _ receiver: Int
  ) {
    let place = Place(member: member, round: round, slot: slot)
    let signed = signer.sign(
      Statement(
        place: place, session: signer.session, K: K, incarnation: incarnation,
        link: ChainLink(seq: 1000 + round, prev: K), sees: sees, body: body, created: "",
        software: ""),
      round: round, slot: slot)
    send(place.json, signed.bytes, receiver)
    send(place.signature, signed.signature, receiver)
  }

  private func trick(of round: Int) -> Trick {
    if let known = tricks[round] { return known }
    let trick = Trick.allCases.randomElement(using: &random)!
    tricks[round] = trick
    return trick
  }

  private func pass(_ path: String, _ bytes: [UInt8]) {
    for receiver in receivers { send(path, bytes, receiver) }
  }

  /// Another statement for the same place, validly signed.
  private func lie(_ trick: Trick, _ place: Place, _ bytes: [UInt8]) -> Verified<JSONValue>? {
    guard var value = try? CanonicalJSON.decode(JSONValue.self, from: bytes, file: "lie") else {
      return nil
    }
    switch (trick, place.slot) {
    case (.equivocate, .masked), (.equivocate, .vote), (.equivocate, .unmask), (.equivocate, .cut):
      value["created"] = .string("\(Int.random(in: 0...3, using: &random))")
    case (.misdeal, .masked):
      guard case .object(var boxes)? = value["body"]?["dealing"]?["boxes"],
        let victim = boxes.keys.sorted().randomElement(using: &random),
        case .string(let text)? = boxes[victim], var box = [UInt8](base64url: text)
      else { return nil }
      box[box.count / 2] ^= 1
      boxes[victim] = .string(box.base64url)
      value["body"]?["dealing"]?["boxes"] = .object(boxes)
    case (.contradict, .masked):
      guard case .object(let pairs)? = value["body"]?["dealing"]?["pairs"],
        let other = pairs.keys.sorted().randomElement(using: &random)
      else { return nil }
      value["body"]?["dealing"]?["pairs"]?[other]?["check"] = .string(Digest.zero.hex)
    case (.wrongShares, .unmask):
      guard case .object(var shares)? = value["body"]?["shares"]?["selfMask"],
        let first = shares.keys.sorted().first, let last = shares.keys.sorted().last
      else { return nil }
      shares[first] = shares[last]
      value["body"]?["shares"]?["selfMask"] = .object(shares)
    case (.falseOutcome, .result): value["model"] = .string(Digest.zero.hex)
    default: return nil
    }
    return signer.sign(value, round: place.round, slot: place.slot)
  }
}
