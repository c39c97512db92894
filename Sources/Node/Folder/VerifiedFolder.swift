import Artifacts
import Rounds
import SharedFolder
import Sodium

/// What members have signed, as it lies in the shared directory now; needs no secret.
struct VerifiedFolder {
  let folder: any Folder
  let manifest: Verified<Manifest>
  let verifier: Verifier

  /// - Parameter ring: the members' keys; `nil` for those that lie in the folder now.
  init(_ folder: any Folder, _ manifest: Verified<Manifest>, _ ring: KeyRing? = nil) {
    self.folder = folder
    self.manifest = manifest
    verifier = Verifier(ring ?? KeyRing(manifest, in: folder))
  }

  /// The members of the manifest, sorted.
  var ids: [MemberID] { manifest.content.members.map(\.id) }

  /// The rounds of which a member's folder holds something, from one on.
  func rounds(of member: MemberID, from first: Int = 0) -> [Int] {
    let lowest = Place.roundFolder(max(first, 0))
    return ((try? folder.list(member.name)) ?? []).compactMap { name -> Int? in
      // A folder of years holds thousands of names: most are told by comparing them alone.
      guard name.utf8.count > lowest.utf8.count || name >= lowest else { return nil }
      return Int(name.dropFirst("round-".count)).flatMap {
        $0 >= first && Place.roundFolder($0) == name ? $0 : nil
      }
    }.filter { $0 < 1_000_000_000 }.sorted()
  }

  /// The places of a member's folder of which at least the statement is listed, sorted by name.
  func places(of member: MemberID, round: Int?) -> [Place] {
    let name = round.map(Place.roundFolder) ?? "consortium"
    return ((try? folder.list("\(member)/\(name)")) ?? []).filter { $0.hasSuffix(".json") }.sorted()
      .compactMap { Slot(name: String($0.dropLast(".json".count))) }
      .map { Place(member: member, round: round ?? 0, slot: $0) }
      .filter { $0.folder == name }
  }

  /// A listed file with its signature, not verified yet.
  func file(at place: Place) throws(Rejection) -> UnverifiedFile {
    do {
      if let file = try ConsortiumReader(folder: folder).read(place) { return file }
    } catch {
      throw Rejection(.missing, file: place.json, "cannot be read now")
    }
    throw Rejection(.missing, file: place.signature, "is not here yet")
  }

  /// A member's statement, verified.
  func statement<Body>(
    _ body: Body.Type, at place: Place
  ) throws(Rejection) -> Verified<Statement<Body>> {
    try verifier.statement(body, try file(at: place))
  }

  /// A published document of a round, verified.
  func document<Document: RoundDocument>(
    _ type: Document.Type, at place: Place
  ) throws(Rejection) -> Verified<Document> {
    try verifier.document(type, try file(at: place))
  }

  /// The valid copies of a round's result, by publisher.
  func results(of round: Int) -> [Verified<ResultDocument>] {
    ids.compactMap {
      try? document(
        ResultDocument.self, at: Place(member: $0, round: round, slot: .result))
    }
  }

  /// On what the members stand that signed a masked statement in a round.
  func standing(in round: Int) -> [MemberID: (K: Digest, incarnation: Int)] {
    var standing: [MemberID: (K: Digest, incarnation: Int)] = [:]
    for id in ids {
      let place = Place(member: id, round: round, slot: .masked)
      guard let masked = try? statement(MaskedBody.self, at: place) else { continue }
      standing[id] = (masked.content.K, masked.content.incarnation)
    }
    return standing
  }

  /// The newest round in which more members than may collude have signed a masked file: the name of a
  /// folder alone says nothing.
  func newestRound() throws(Rejection) -> Int {
    let count = manifest.content.members.count
    let tolerated = try RoundArithmetic(manifest.content.plan).parameters(n: count, of: count)
      .colluding
    let all = Set(ids.flatMap { rounds(of: $0) }).sorted(by: >)
    return all.first { standing(in: $0).count > tolerated } ?? 0
  }
}
