import Artifacts
import Sodium

/// Sealed files, and the sentences that judge a difference.
extension FolderPairing {
  /// The sealed file of a slot, or a plan's parameters: the digest is in the signed statement.
  mutating func comparePayload(_ place: Place) {
    let isHere = sides.map { $0.payloads.contains(place) }
    guard isHere[0] || isHere[1] else { return }
    let path = place.slot == .plan ? place.parameters : place.sealed
    let bytes = zip(sides, isHere).map { side, isHere in
      isHere ? (try? side.folder.bytes(path, limit: Self.limit)) ?? [] : nil
    }
    let digests = bytes.map { $0.map { Digest(hashing: $0) } }
    let texts = digests.map { $0?.hex ?? "not here" }
    guard let one = bytes[0], let other = bytes[1] else {
      let number = isHere[0] ? 2 : 1
      add(
        .missing, place, texts[0], texts[1], number, Self.onItsWay.text, Self.onItsWay.next,
        file: path)
      return
    }
    guard one != other else { return isSame() }
    let pinned = sides.compactMap { $0.versions[place]?.signed }.first.flatMap { pin(of: $0) }
    guard let pinned, let right = digests.firstIndex(of: pinned) else {
      add(
        .differs, place, texts[0], texts[1], nil, Self.neither.text, Self.neither.next, file: path)
      return
    }
    let (whole, part) = right == 0 ? (one, other) : (other, one)
    let isCut = Self.isCut(part, of: whole)
    let judgement = isCut ? Self.onItsWay : Self.changedIn(2 - right)
    add(
      isCut ? .incomplete : .altered, place, texts[0], texts[1], 2 - right, judgement.text,
      judgement.next, file: path)
  }

  /// The digest that a statement pins its sealed file to, or the plan its parameters.
  private func pin(of file: UnverifiedFile) -> Digest? {
    file.place.slot == .plan
      ? manifest.plan.start?.digest : FolderCopy.names(in: file)?.payload?.first?.digest
  }

  /// No file of the protocol is larger.
  private static var limit: Int { 1 << 32 }

  /// Whether a file is the beginning of another, perhaps with a hole of zeros: a transfer under way.
  static func isCut(_ part: [UInt8], of whole: [UInt8]) -> Bool {
    let end = part.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    return part.count <= whole.count && part[..<end].elementsEqual(whole[..<end])
  }

  static func isCut(_ part: UnverifiedFile, of whole: UnverifiedFile) -> Bool {
    isCut(part.bytes, of: whole.bytes) && isCut(part.signature, of: whole.signature)
  }

  static func onlyTheKey(_ place: Place) -> String {
    let signer = FolderCopy.origin(of: place).member
    return "\(signer) signed two versions of one slot: no transport and no operator can make both "
      + "without the key of \(signer). Each directory was shown one of them"
  }

  static let keepBoth =
    "keep both directories and tell the consortium: nodes that see both versions publish evidence"
  static let onItsWay = (
    text: "a transfer that is still under way explains it",
    next: "wait, and compare again; if it stays, ask the writer to publish the file again"
  )
  static let twoSignatures = (
    text:
      "one text with two valid signatures: the same was said, and only the signer can sign twice",
    next: "ask the signer; a copied private state would do this"
  )
  static let neither = (
    text: "neither is what its statement or its writer's signature says",
    next: "'decaph-audit verify' of each directory says what is wrong with it"
  )

  static func changedIn(_ number: Int) -> (text: String, next: String) {
    let name = number == 1 ? "first" : "second"
    return (
      text:
        "the copy in the \(name) directory is not what was signed, and not a part of it: it was "
        + "changed by whoever can write there, or damaged",
      next: "keep both directories; fetch the file again, and ask who can write in the \(name) one"
    )
  }
}
