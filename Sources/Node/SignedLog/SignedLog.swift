import Artifacts
import Rounds
import SharedFolder
import Sodium

/// `log`: what everybody has signed, in the order of time.
///
/// Who enters again, leaves or is put out is always shown. Reads only, and needs no private state. What is not signed by the member in whose folder it lies
/// is counted and not shown.
public struct SignedLog {
  private let directory: String
  private let limit: Int
  private let member: String?

  /// Prepares to read.
  ///
  /// - Parameters:
  ///   - member: whose statements alone; `nil` for everybody's.
  ///   - rounds: how many of the newest rounds; 0 for all, with the founding.
  public init(directory: String, member: String?, rounds: Int) {
    self.directory = SharedLocation.absolute(directory)
    self.member = member
    limit = rounds == 0 ? .max : rounds
  }

  /// The events as lines, oldest first, and how many statements are not signed as they should be.
  ///
  /// - Throws: `NodeError` where there is no manifest, or no such member.
  public func read(_ format: LogFormat) throws -> (lines: [String], unsigned: Int) {
    let folder = try SharedFolders.open(directory)
    let manifest = try ConsortiumReader(folder: folder).manifest()
    let files = VerifiedFolder(folder, manifest)
    var ids = files.ids
    if let member {
      ids = ids.filter { $0.name == member }
      guard !ids.isEmpty else {
        throw NodeError(
          .usage, "no hospital '\(member)' is in the manifest",
          remedy: "the members are " + files.ids.map(\.name).joined(separator: ", "))
      }
    }
    // A folder's name alone says nothing: anybody may have laid one there.
    let last = try files.newestRound() + 1
    let all = Set(files.ids.flatMap { files.rounds(of: $0) }).filter { $0 <= last }.sorted()
    let rounds = all.suffix(min(limit, all.count))
    var events: [SignedEvent] = []
    var unsigned = 0
    for id in ids {
      var places = rounds.flatMap { files.places(of: id, round: $0) }
      places += files.places(of: id, round: nil).filter { limit == .max || !$0.slot.isFounding }
      for place in places where place.slot.isOwnStatement {
        guard let file = try? files.file(at: place) else { continue }
        let verifier = verifier(of: place, files)
        guard (try? verifier.signature(of: file)) != nil,
          let event = SignedEvent(verified: file, by: verifier)
        else {
          unsigned += 1
          continue
        }
        events.append(event)
      }
    }
    return (events.sorted().map { $0.line(format) }, unsigned)
  }

  /// Plan and first entries were signed before there was a session.
  private func verifier(of place: Place, _ files: VerifiedFolder) -> Verifier {
    guard place.slot == .plan || place.slot == .enrol(1),
      let identity = files.manifest.content.member(place.member)?.identity
    else { return files.verifier }
    return Verifier(session: .zero, identities: [place.member: identity])
  }
}

extension Slot {
  /// Whether it is signed before the first round, by everybody once.
  fileprivate var isFounding: Bool { [.plan, .enrol(1), .approval].contains(self) }
}
