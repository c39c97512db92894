import Artifacts
import Sodium

/// Goes through two copies of a directory side by side and judges every difference.
struct FolderPairing {
  /// The differences in the order in which they were met.
  private(set) var differences: [FolderDifference] = []
  /// How many files are the same.
  private(set) var same = 0
  let sides: [FolderCopy]
  let manifest: Manifest

  init(_ first: FolderCopy, _ second: FolderCopy, _ manifest: Manifest) {
    sides = [first, second]
    self.manifest = manifest
  }

  mutating func compare() {
    let places = Set(sides[0].versions.keys).union(sides[1].versions.keys)
    for place in places.sorted(by: { $0.description < $1.description }) {
      compare(place)
      comparePayload(place)
    }
    compareShown()
  }

  /// Both halves of a signed file.
  private mutating func compare(_ place: Place) {
    let versions = sides.map { $0.versions[place] ?? .absent }
    switch (versions[0], versions[1]) {
    case (.absent, .absent): return
    case (.signed(let one), .signed(let other)):
      if one.bytes != other.bytes {
        say(.equivocation, place, versions)
      } else if one.signature != other.signature {
        say(.differs, place, versions, Self.twoSignatures)
      } else {
        same += 1
      }
    case (.signed(let one), .refused(let other, _)):
      spoilt(place, versions, lacking: 2, isCut: Self.isCut(other, of: one))
    case (.refused(let one, _), .signed(let other)):
      spoilt(place, versions, lacking: 1, isCut: Self.isCut(one, of: other))
    case (.refused(let one, _), .refused(let other, _)):
      if one == other { same += 1 } else { say(.differs, place, versions, Self.neither) }
    case (.absent, _): lacks(place, versions, 1)
    case (_, .absent): lacks(place, versions, 2)
    case (.half, .half(let missing)):
      if case .half(missing) = versions[0] { return same += 1 }
      say(.incomplete, place, versions, Self.onItsWay, lacking: 2)
    case (.half, _): say(.incomplete, place, versions, Self.onItsWay, lacking: 1)
    case (_, .half): say(.incomplete, place, versions, Self.onItsWay, lacking: 2)
    }
  }

  /// Versions that copies and evidence show of a place.
  private mutating func compareShown() {
    let reported = Set(differences.filter { $0.kind == .equivocation }.map(\.file))
    let places = Set(sides[0].shown.keys).union(sides[1].shown.keys)
    for place in places.sorted(by: { $0.description < $1.description })
    where !reported.contains(place.json) {
      let shown = sides.map { $0.shown[place] ?? [:] }
      let all = Set(shown[0].keys).union(shown[1].keys)
      guard all.count > 1, Set(shown[0].keys) != Set(shown[1].keys) else { continue }
      let texts = shown.map { versions in
        versions.isEmpty
          ? "not here"
          : versions.sorted { $0.key < $1.key }.map { "\($0.key) in \($0.value)" }
            .joined(separator: "; ")
      }
      add(.equivocation, place, texts[0], texts[1], nil, Self.onlyTheKey(place), Self.keepBoth)
    }
  }

  private mutating func spoilt(
    _ place: Place, _ versions: [SlotVersion], lacking: Int, isCut: Bool
  ) {
    if isCut {
      say(.incomplete, place, versions, Self.onItsWay, lacking: lacking)
    } else {
      say(.altered, place, versions, Self.changedIn(lacking), lacking: lacking)
    }
  }

  /// One directory does not hold it at all.
  private mutating func lacks(_ place: Place, _ versions: [SlotVersion], _ number: Int) {
    let held = versions[2 - number]
    let judgement = FolderAbsence(place, held, in: sides[number - 1], number).judgement
    add(
      .missing, place, versions[0].text, versions[1].text, number, judgement.text,
      judgement.next, isExplained: judgement.isExplained)
  }

  private mutating func say(
    _ kind: FolderDifference.Kind, _ place: Place, _ versions: [SlotVersion],
    _ judgement: (text: String, next: String)? = nil, lacking: Int? = nil
  ) {
    add(
      kind, place, versions[0].text, versions[1].text, lacking,
      judgement?.text ?? Self.onlyTheKey(place), judgement?.next ?? Self.keepBoth)
  }

  mutating func add(
    _ kind: FolderDifference.Kind, _ place: Place, _ first: String, _ second: String,
    _ lacking: Int?, _ judgement: String, _ next: String, file: String? = nil,
    isExplained: Bool? = nil
  ) {
    differences.append(
      FolderDifference(
        kind: kind, file: file ?? place.json, signer: FolderCopy.origin(of: place).member.name,
        first: first, second: second, lacking: lacking,
        isExplainedByTransit: isExplained ?? kind.isOfTransit, judgement: judgement, next: next))
  }

  mutating func isSame() { same += 1 }
}
