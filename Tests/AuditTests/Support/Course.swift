import Artifacts
import Audit
import Foundation
import Sodium

/// What a consortium left behind, and the keys to sign lies with.
struct Course: Sendable {
  /// Three hospitals that trained for three rounds with the plan of `shared/`, but with the secrets
  /// that `shared/` does not have. All tests of forgeries start from it.
  static let small = Result {
    let rounds = 3
    let plan = try String(contentsOfFile: Repository.plan, encoding: .utf8)
      .replacingOccurrences(of: "\nrounds = 16\n", with: "\nrounds = \(rounds)\n")
    let trial = try Trial(Repository.members, plan: plan, side: 32)
    try trial.run(trial.ids) { trial.isClosed(rounds) }
    return try trial.course()
  }

  let files: [String: [UInt8]]
  let identities: [String: IdentityKey]
  let manifest: Manifest
  let session: Digest

  init(files: [String: [UInt8]], identities: [String: IdentityKey]) throws {
    self.files = files
    self.identities = identities
    let anchor = files["h1/consortium/manifest.json"] ?? []
    manifest = try CanonicalJSON.decode(Manifest.self, from: anchor, file: "manifest.json")
    session = Digest(hashing: anchor)
  }

  /// A copy to spoil.
  func copy() throws -> SharedCopy { try SharedCopy(files: files) }

  /// The files whose path has a suffix.
  func paths(_ suffix: String) -> [String] { files.keys.filter { $0.hasSuffix(suffix) }.sorted() }

  /// The first statement whose path has a suffix.
  func statement<Body>(_ body: Body.Type, _ path: String) throws -> Statement<Body> {
    try CanonicalJSON.decode(Statement<Body>.self, from: files[path] ?? [], file: path)
  }

  /// Signs content for a place and writes it into a copy.
  func plant<Content: Codable & Hashable & Sendable>(
    _ content: Content, _ id: String, _ round: Int, _ slot: Slot, in copy: SharedCopy
  ) throws {
    guard let member = MemberID(id), let key = identities[id] else {
      throw CocoaError(.fileNoSuchFile)
    }
    let signed = Signer(member: member, key: key, session: session)
      .sign(content, round: round, slot: slot)
    for (path, bytes) in signed.files {
      let folder = (copy.path(path) as NSString).deletingLastPathComponent
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
      try copy.write(bytes, to: path)
    }
  }

  /// The position of a member's next statement in its own chain.
  func nextLink(_ id: String) throws -> ChainLink {
    var newest: (seq: Int, digest: Digest)?
    for (path, bytes) in files where path.hasPrefix("\(id)/") && path.hasSuffix(".json") {
      guard let position = try? JSONDecoder().decode(Position.self, from: Data(bytes)),
        position.from == id, position.seq > newest?.seq ?? 0
      else { continue }
      newest = (position.seq, Digest(hashing: bytes))
    }
    return newest.map { ChainLink(seq: $0.seq + 1, prev: $0.digest) } ?? .first
  }

  private struct Position: Decodable {
    let seq: Int
    let from: String
  }
}

extension Statement {
  /// The same statement with other parts.
  func with(
    slot: Slot? = nil, link: ChainLink? = nil, sees: [Digest]? = nil, body: Body? = nil,
    created: String? = nil
  ) -> Statement {
    Statement(
      place: Place(member: from, round: round, slot: slot ?? Slot(name: self.slot)!),
      session: session, K: K, incarnation: incarnation,
      link: link ?? ChainLink(seq: seq, prev: prev), sees: sees ?? self.sees, payload: payload,
      body: body ?? self.body, created: created ?? self.created, software: software)
  }
}
