import Artifacts
import Rounds
import SharedFolder

/// Carries signed files from one copy of a shared directory to another.
///
/// Only files of the protocol, whole, plain, and as their authors signed them; nothing is ever
/// replaced. Stopped anywhere, it goes on where it stopped.
struct Carrier {
  let source: DirectoryFolder
  let target: DirectoryFolder
  /// Who carries.
  let member: MemberName
  /// Whose files; all members' if `nil`.
  let only: MemberName?
  /// Whether files of `member` itself are written too; otherwise they are only looked at.
  let isWritingOwn: Bool
  let consortium: CarriedConsortium

  /// Carries everything that the target lacks.
  ///
  /// - Throws: `FolderError` when the source is gone, `TargetFailure`.
  func run() throws -> CarryTally {
    let reader = try SlotReader(source, consortium)
    var tally = CarryTally()
    var cleared: Set<MemberName> = isWritingOwn ? [] : [member]
    for (folder, author) in try folders(&tally) {
      let path = "\(author)/\(folder)"
      let slots: [ListedSlot]
      let listed: Set<String>
      do throws(FolderError) {
        slots = try ListedSlot.all(in: source, of: author, folder)
        listed = Set(try target.list(path))
      } catch {
        guard error.code == .notRegular else { throw error }
        tally.faults.append(CarryFault(path, refused: error))
        continue
      }
      // What an earlier carrying by this member left half-written; of others' it is theirs.
      if cleared.insert(author).inserted { _ = try? target.removeLeftovers(of: member, in: author) }
      for slot in slots { try carry(slot, reader, listed, &tally) }
      if !slots.isEmpty, !isOwn(author) { try settle(author, folder) }
    }
    return tally
  }

  /// Brings everything that lies in a folder of the target to the disk, whoever wrote it when.
  private func settle(_ author: MemberName, _ folder: ArtifactFolder) throws {
    for path in ["\(author)/\(folder)", author.name].compactMap(FolderPath.init) + [.root] {
      do throws(FolderError) {
        try target.synchronise(path)
      } catch {
        if error.code != .missing { throw TargetFailure(error: error) }
      }
    }
  }

  /// The target cannot be written, for another reason than that it is full.
  struct TargetFailure: Error {
    let error: FolderError
  }

  private func isOwn(_ author: MemberName) -> Bool { !isWritingOwn && author == member }

  /// Whether a file is a sealed one that this hospital may have removed, as the plan allows: it is not
  /// brought back from a medium, nor missed. A younger one is published again from its own state.
  private func isPruned(_ path: ArtifactPath, beside isSigned: Bool) -> Bool {
    isOwn(path.member) && path.name.part == .payload && isSigned
      && PayloadRetention(consortium.plan) != nil
  }

  /// The folders in the order in which they are of use: founding first, then round after round.
  private func folders(
    _ tally: inout CarryTally
  ) throws -> [(folder: ArtifactFolder, author: MemberName)] {
    var folders: [(folder: ArtifactFolder, author: MemberName)] = []
    for author in try source.members().names where only.map({ $0 == author }) ?? true {
      guard let id = MemberID(author.name), consortium.has(id) else { continue }
      let names: [ArtifactFolder]
      do throws(FolderError) {
        names = try source.folders(of: author).names
      } catch {
        guard error.code == .notRegular else { throw error }
        // Before there is a manifest anything may be called so.
        if consortium.manifest != nil {
          tally.faults.append(CarryFault(author.name, refused: error))
        }
        names = []
      }
      for name in names { folders.append((name, author)) }
    }
    return folders.sorted { ($0.folder, $0.author) < ($1.folder, $1.author) }
  }

  /// One slot: compared where it is there, checked and written where it is not.
  private func carry(
    _ slot: ListedSlot, _ reader: SlotReader, _ listed: Set<String>, _ tally: inout CarryTally
  ) throws {
    let isThere = { (path: ArtifactPath) in listed.contains(path.name.description) }
    if slot.paths.allSatisfy(isThere), slot.paths.allSatisfy({ isSame($0, reader) }) {
      tally.same += slot.paths.count
      return
    }
    let found = reader.read(slot)
    tally.faults += found.faults
    if found.isIncomplete { tally.incomplete.append(slot.place.json) }
    guard !found.files.isEmpty else { return }
    let differing = found.files.filter { isThere($0.path) && !holds($0.path, $0.bytes) }
    guard differing.isEmpty else {
      tally.faults += differing.map {
        CarryFault(.violation, $0.path.description, isOwn(slot.member) ? Self.ownOther : Self.other)
      }
      return
    }
    let missing = found.files.filter {
      !isThere($0.path) && !isPruned($0.path, beside: isThere(slot.path(.statement)))
    }
    tally.same += found.files.count - missing.count
    if isOwn(slot.member) {
      tally.faults += missing.map {
        CarryFault(.violation, $0.path.description, Self.ownMissing)
      }
      return
    }
    for file in missing { try write(file.path, file.bytes, &tally) }
  }

  /// Writes one file, unless the target was found to be full.
  private func write(
    _ path: ArtifactPath, _ bytes: [UInt8], _ tally: inout CarryTally
  ) throws(TargetFailure) {
    guard tally.full == nil else { return tally.leave(bytes.count) }
    do throws(FolderError) {
      try target.publish(bytes, at: path, by: member)
      tally.carry(path, bytes.count)
    } catch {
      switch error.code {
      case .full:
        tally.full = error
        tally.leave(bytes.count)
      case .conflict:
        tally.faults.append(CarryFault(.violation, path.description, Self.other))
      default: throw TargetFailure(error: error)
      }
    }
  }

  /// Whether source and target hold the same under a name.
  private func isSame(_ path: ArtifactPath, _ reader: SlotReader) -> Bool {
    guard let bytes = try? source.read(path, limit: reader.limit(path.name.part)) else {
      return false
    }
    return holds(path, bytes)
  }

  private func holds(_ path: ArtifactPath, _ bytes: [UInt8]) -> Bool {
    (try? target.read(path, limit: bytes.count)) == bytes
  }

  static let other = "other bytes lie under this name where it is carried to; nothing was replaced"
  static let ownOther = "is this hospital's own, and not what lies in its folder here"
  static let ownMissing = "is this hospital's own, and not in its folder here"
}
