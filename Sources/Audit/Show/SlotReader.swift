import Artifacts
import Foundation
import Sodium

/// Reads one signed file and tells what it says and what it refers to.
struct SlotReader {
  private let folder: AuditFolder
  private let directory: String
  private let manifest: Verified<Manifest>
  private let verifier: Verifier
  private let founding: Verifier

  init(_ folder: AuditFolder, _ directory: String, _ manifest: Verified<Manifest>) {
    self.folder = folder
    self.directory = directory
    self.manifest = manifest
    verifier = Verifier(KeyRing(manifest, in: folder))
    founding = Verifier(
      session: .zero,
      identities: Dictionary(
        uniqueKeysWithValues: manifest.content.members.map { ($0.id, $0.identity) }))
  }

  /// Reads a place; `nil` where no part of it lies here.
  func read(_ place: Place) -> ShownSlot? {
    switch place.slot {
    case .manifest:
      document(place, Manifest.self) { file throws(Rejection) in try Verifier.manifest(file) }
    case .commit: document(place, CommitDocument.self, verifier.document)
    case .result: document(place, ResultDocument.self, verifier.document)
    case .plan: statement(place, PlanBody.self, founding)
    case .enrol(1): statement(place, EnrolmentBody.self, founding)
    case .enrol: statement(place, EnrolmentBody.self, verifier)
    case .approval: statement(place, ApprovalBody.self, verifier)
    case .leave: statement(place, LeaveBody.self, verifier)
    case .expel: statement(place, ExpelBody.self, verifier)
    case .masked, .relay: statement(place, MaskedBody.self, verifier)
    case .vote: statement(place, VoteBody.self, verifier)
    case .cut: statement(place, CutBody.self, verifier)
    case .unmask, .relayUnmask: statement(place, UnmaskBody.self, verifier)
    case .evidence: statement(place, EvidenceBody.self, verifier)
    case .restart: statement(place, RestartBody.self, verifier)
    case .model: statement(place, ModelBody.self, verifier)
    }
  }

  private func document<Document: InWords>(
    _ place: Place, _ type: Document.Type,
    _ verify: (UnverifiedFile) throws(Rejection) -> Verified<Document>
  ) -> ShownSlot? {
    let found = folder.read(place, verify)
    guard var shown = frame(place, found) else { return nil }
    if let content = found.value?.content {
      shown.says = content.inWords
      shown.references = references(content.named, around: place)
    }
    return shown
  }

  private func document<Document: InWords & RoundDocument>(
    _ place: Place, _ type: Document.Type,
    _ verify: (Document.Type, UnverifiedFile) throws(Rejection) -> Verified<Document>
  ) -> ShownSlot? {
    document(place, type) { file throws(Rejection) in try verify(type, file) }
  }

  private func statement<Body: InWords>(
    _ place: Place, _ body: Body.Type, _ verifier: Verifier
  ) -> ShownSlot? {
    let origin = FolderCopy.origin(of: place)
    let found = folder.read(place) { file throws(Rejection) in
      try verifier.statement(
        body, UnverifiedFile(place: origin, bytes: file.bytes, signature: file.signature))
    }
    guard var shown = frame(place, found) else { return nil }
    guard let verified = found.value else { return shown }
    let statement = verified.content
    shown.seq = statement.seq
    shown.created = statement.created
    shown.says = statement.body.inWords
    var named: [(String, Digest)] = place.slot.isConsortium ? [] : [("stands on", statement.K)]
    if statement.seq > 1 { named.append(("follows", statement.prev)) }
    named += statement.sees.map { ("sees", $0) } + statement.body.named
    shown.references = references(named, around: place)
    if let payload = statement.payload.first { add(payload, of: verified, place, to: &shown) }
    return shown
  }

  /// What is known of a signed file before it is read.
  private func frame<Content>(
    _ place: Place, _ found: AuditFolder.Found<Content>
  ) -> ShownSlot? {
    let signer = FolderCopy.origin(of: place).member
    var (word, fault): (Word, String?) = (.ok, nil)
    switch found {
    case .absent: return nil
    case .valid: break
    case .rejected(let rejection):
      (word, fault) = (rejection.code == .missing ? .wait : .fail, rejection.description)
    }
    return ShownSlot(
      place: place.description, what: place.inWords, signer: signer.name,
      fingerprint: key(of: found.value, by: signer)?.fingerprint, word: word, fault: fault,
      digest: found.value?.digest, round: place.round, path: "\(directory)/\(place.json)")
  }

  /// The key that has signed a file; the newest of its author where it does not pass.
  private func key<Content>(
    of file: Verified<Content>?, by signer: MemberID
  ) -> IdentityPublicKey? {
    guard let file else { return verifier.ring.identity(of: signer) }
    return verifier.signer(
      of: UnverifiedFile(
        place: Place(member: signer, slot: .approval), bytes: [], signature: file.signature))
  }

  private func references(
    _ named: [(String, Digest)], around place: Place
  ) -> [ShownSlot.Reference] {
    let author = FolderCopy.origin(of: place).member
    let index = DigestIndex(folder, manifest.content, around: place.round, author: author)
    return named.map { ShownSlot.Reference(name: $0, digest: $1, file: index.file($1)) }
  }

  /// The sealed file that a statement pins, as it lies here.
  private func add<Body>(
    _ payload: Payload, of statement: Verified<Statement<Body>>, _ place: Place,
    to shown: inout ShownSlot
  ) {
    var state = "here, as pinned"
    do throws(Rejection) {
      _ = try SealedReader(folder: folder).pinned(statement, at: place)
    } catch {
      let word: Word = error.code == .missing ? .wait : .fail
      shown.word = shown.word == .fail ? .fail : word
      shown.fault = shown.fault ?? error.description
      state = error.message
    }
    shown.says.append(
      "pins \(place.sealed): \(payload.bytes) bytes of \(payload.type), sealed; \(state)")
    shown.references.append(
      ShownSlot.Reference(
        name: "payload", digest: payload.digest,
        file: state == "here, as pinned" ? place.sealed : nil))
  }
}
