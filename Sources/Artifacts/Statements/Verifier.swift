import Sodium

/// Turns unverified files into verified content with the members' keys.
///
/// A file passes only if its bytes are canonical, its minisign signature verifies under a key of the
/// member in whose folder it lies, and path, fields and trusted comment agree. A statement passes only
/// under the key of the entry that it names; that its own key was stolen, a member says with any.
public struct Verifier: Sendable {
  /// The keys; those that are taken in later count from then on.
  public let ring: KeyRing
  private let memory = SignatureMemory()

  /// Verifies the files of a session.
  public init(_ ring: KeyRing) { self.ring = ring }

  /// Verifies with given keys, before there is a manifest.
  public init(session: Digest, identities: [MemberID: IdentityPublicKey]) {
    self.init(KeyRing(session: session, identities: identities))
  }

  /// The session that every file must name.
  public var session: Digest { ring.session }

  /// Verifies an authored statement.
  public func statement<Body>(
    _ body: Body.Type, _ file: UnverifiedFile
  ) throws(Rejection) -> Verified<Statement<Body>> {
    let path = file.place.json
    let statement = try signed(Statement<Body>.self, file)
    try check(decaph: statement.decaph, session: statement.session, path)
    guard statement.from == file.place.member, statement.round == file.place.round,
      statement.slot == file.place.slot.name
    else {
      throw Rejection(
        .place, file: path, "fields 'from', 'round', 'slot' name another place than the path")
    }
    guard statement.seq >= 1, (statement.seq == 1) == (statement.prev == .zero),
      statement.incarnation >= 1
    else {
      throw Rejection(.field, file: path, "fields 'seq', 'prev', 'incarnation' contradict")
    }
    guard statement.created.utf8.count <= 64, statement.software.utf8.count <= 64,
      statement.sees.count <= 4096
    else {
      throw Rejection(.field, file: path, "fields 'created', 'software' or 'sees' are too long")
    }
    return Verified(
      place: file.place, content: statement, bytes: file.bytes, signature: file.signature)
  }

  /// Verifies a commit, which opens a round, or a result, which ends one.
  public func document<Document: RoundDocument>(
    _ type: Document.Type, _ file: UnverifiedFile
  ) throws(Rejection) -> Verified<Document> {
    let path = file.place.json
    let document = try signed(type, file)
    try check(decaph: document.decaph, session: document.session, path)
    guard document.round == file.place.round, document.slot == file.place.slot.name else {
      throw Rejection(.place, file: path, "fields 'round', 'slot' name another place than the path")
    }
    return Verified(
      place: file.place, content: document, bytes: file.bytes, signature: file.signature)
  }

  /// Verifies a manifest under the coordinator's key that stands in it.
  ///
  /// That proves only that the named coordinator wrote it. What makes it binding is its digest:
  /// compared by people, pinned, and approved by every member.
  public static func manifest(_ file: UnverifiedFile) throws(Rejection) -> Verified<Manifest> {
    let path = file.place.json
    let manifest = try CanonicalJSON.decode(Manifest.self, from: file.bytes, file: path)
    try manifest.check(file: path)
    guard manifest.coordinator == file.place.member else {
      throw Rejection(.place, file: path, "lies in another folder than the coordinator's")
    }
    let verifier = Verifier(KeyRing(session: Digest(hashing: file.bytes), manifest: manifest))
    _ = try verifier.signed(Manifest.self, file)
    return Verified(
      place: file.place, content: manifest, bytes: file.bytes, signature: file.signature)
  }

  /// Verifies an enrolment under the key that it introduces, and that key under the one of before
  /// where it names one.
  public static func enrolment(
    _ file: UnverifiedFile
  ) throws(Rejection) -> Verified<Statement<EnrolmentBody>> {
    let path = file.place.json
    let claim = try CanonicalJSON.decode(
      Statement<EnrolmentBody>.self, from: file.bytes, file: path)
    let enrolment = try Verifier(
      session: claim.session, identities: [file.place.member: claim.body.identity]
    ).statement(EnrolmentBody.self, file)
    let body = enrolment.content.body
    try body.formerly?.check(body.identity, body.sealing, of: file.place.member, file: path)
    return enrolment
  }

  /// Signature, trusted comment, canonical form.
  private func signed<Content: Codable>(
    _ type: Content.Type, _ file: UnverifiedFile
  ) throws(Rejection) -> Content {
    try signature(of: file)
    return try CanonicalJSON.decode(type, from: file.bytes, file: file.place.json)
  }

  /// Verifies that the member of a place signed a file for this place of this session, whatever it
  /// says.
  public func signature(of file: UnverifiedFile) throws(Rejection) {
    try memory.signature(of: file, after: ring.changes) { () throws(Rejection) in
      try verify(file)
    }
  }

  /// The key of a file's author that its signature names; the newest where it names none of them.
  public func signer(of file: UnverifiedFile) -> IdentityPublicKey? {
    let keys = ring.identities(of: file.place.member)
    guard keys.count > 1 else { return keys.first }
    let named = try? SignatureFile(parsing: String(decoding: file.signature, as: UTF8.self)).keyID
    return keys.first { $0.keyID == named } ?? keys.last
  }

  private func verify(_ file: UnverifiedFile) throws(Rejection) {
    let path = file.place.signature
    guard let key = signer(of: file) else {
      throw Rejection(.signature, file: path, "no member '\(file.place.member)' in the manifest")
    }
    guard let text = String(validating: file.signature, as: UTF8.self) else {
      throw Rejection(.signature, file: path, "is not text")
    }
    guard text.hasPrefix("untrusted comment: \(file.place.untrustedComment)\n") else {
      throw Rejection(.signature, file: path, "its first line is not the one that decaph writes")
    }
    let comment: String
    do {
      comment = try key.verify(message: file.bytes, signatureFile: text)
    } catch {
      throw Rejection(
        .signature, file: path, error.message,
        remedy: error.code == .otherKey ? Self.otherKey(file.place.member) : nil)
    }
    guard comment == file.place.trustedComment(session: session) else {
      if let newer = FormatVersion.refusal(ofComment: comment, file: path) {
        throw Rejection(.place, file: path, newer.message, remedy: newer.remedy)
      }
      throw Rejection(.place, file: path, "the trusted comment names another place or session")
    }
    try ring.check(file, signedBy: key)
  }

  private static func otherKey(_ member: MemberID) -> String {
    "if \(member) has changed its key, the entry that says so is not here yet or does not pass; "
      + "otherwise somebody else has signed this"
  }

  private func check(
    decaph: Int, session: Digest, _ path: String
  ) throws(Rejection) {
    guard decaph == formatVersion else {
      throw FormatVersion.refusal(decaph, file: path)
    }
    guard session == self.session else {
      throw Rejection(.context, file: path, "belongs to another session")
    }
  }
}
