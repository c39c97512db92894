import Artifacts
import Foundation
import Journal
import Rounds
import SharedFolder

/// `status`: who was expected, who is in, who is out and why; for whom is waited, is it my turn.
///
/// Reads only: it works beside a running node, and without any private state.
public struct ConsortiumStatus {
  /// How many rounds are shown at most.
  private let limit: Int
  private let directory: String
  private let member: MemberID?
  private let location: StateLocation?

  /// Prepares to look.
  ///
  /// - Parameters:
  ///   - id: whose view; without it that of the shared directory alone.
  ///   - state: that hospital's private state, if it does not lie where it lies by rule.
  ///   - rounds: how many of the newest rounds; 0 for all.
  public init(directory: String, id: String?, state: String?, rounds: Int) throws {
    guard rounds >= 0, state == nil || id != nil else {
      throw NodeError(
        .usage, state != nil && id == nil ? "--state without --id" : "--rounds is negative",
        remedy: "run 'decaph-node status --help'")
    }
    self.directory = SharedLocation.absolute(directory)
    limit = rounds == 0 ? .max : rounds
    let location = try id.map { try StateLocation(directory: directory, id: $0, state: state) }
    member = location?.member
    let isThere = location.map { FileManager.default.fileExists(atPath: $0.state) } ?? false
    if state != nil, !isThere, let location {
      throw NodeError(
        .missing, "there is no private state at \(location.state)", remedy: "check --state and --id"
      )
    }
    self.location = isThere ? location : nil
  }

  /// Looks once.
  public func look() throws -> StatusReport {
    let folder = try SharedFolders.open(directory)
    let reader = ConsortiumReader(folder: folder)
    var isLocked = false
    var found: OwnView.Found?
    do {
      found = try location.map { try own($0, folder) }
    } catch is LockedKeys {
      // Whoever asks need not know the passphrase.
      isLocked = true
    }
    let manifest: Verified<Manifest>?
    if let pinned = found?.manifest {
      manifest = pinned
    } else {
      manifest = try Founding(reader: reader).manifest()
    }
    // Nothing is founded here: said as everywhere.
    if manifest == nil, found == nil, try reader.founders().isEmpty { _ = try reader.founder() }
    if let member, let manifest, manifest.content.member(member) == nil {
      throw NodeError(
        .usage, "\(member) is no member of this consortium",
        remedy: "the members are \(manifest.content.members.map(\.id.name).joined(separator: ", "))"
      )
    }
    var lines: [RoundLine] = []
    if let manifest {
      let files = VerifiedFolder(folder, manifest)
      if let genesis = try genesis(manifest, reader, found) {
        let rounds = SharedRounds(files: files, genesis: genesis, limit: limit)
        lines = rounds.lines(found: &found)
      } else if found == nil {
        found = OwnView.Found(present: try Founding(reader: reader).present(manifest))
      }
    }
    var present = found?.present ?? Present(.manifest)
    present.member = location?.member
    present.session = manifest?.digest.hex
    present.title = manifest?.content.plan.title
    present.rounds = manifest.map { RoundSchedule($0.content.plan).lastRound }
    present.says = Sayings(folder: folder).read(
      try manifest?.content.members.map(\.id) ?? reader.members(), except: location?.member)
    if let location {
      note(ProcessLock.holder(of: location.state), in: &present)
      noteFailure(location, in: &present)
    }
    return StatusReport(
      present: present, lines: lines,
      hasNoState: member != nil && location == nil ? member : nil, isLocked: isLocked)
  }

  /// Round 0, unless the hospital's own view says already why it cannot go on.
  private func genesis(
    _ manifest: Verified<Manifest>, _ reader: ConsortiumReader, _ found: OwnView.Found?
  ) throws -> RoundOutcome? {
    do {
      return try Founding(reader: reader).genesis(manifest, start: found?.start)
    } catch {
      if found?.present.stage == "trouble" { return nil }
      throw error
    }
  }

  /// A hospital's own view. The node may have moved on between two reads, so a fault counts only
  /// if it is still there at a second look.
  private func own(_ location: StateLocation, _ folder: DirectoryFolder) throws -> OwnView.Found {
    for attempt in 1... {
      do {
        return try OwnView(hospital: try Hospital.look(location, asks: false), folder: folder)
          .look()
      } catch let locked as LockedKeys {
        throw locked
      } catch {
        guard attempt > 1 else { continue }
        let failure = NodeError(wrapping: error)
        guard failure.status != .permissions, failure.status != .missing else { throw failure }
        var present = Present(stage: "trouble", text: "this node cannot go on: \(failure.message)")
        present.yourTurn = true
        present.next = failure.remedy
        return OwnView.Found(present: present)
      }
    }
    preconditionFailure("the loop above ends by itself")
  }

  /// Why the last run failed: then it is somebody's turn, whatever the round waits for, unless a
  /// process is at work again.
  private func noteFailure(_ location: StateLocation, in present: inout Present) {
    guard present.stage != "trouble",
      let failure = try? FailureNote(HospitalSettings.journal(location)).load()
    else { return }
    present.lastFailure = failure
    guard present.process ?? 0 == 0 else { return }
    present.yourTurn = true
    present.next = failure.remedy
  }

  /// Whether a node works here; one that has something to do and does not run is somebody's turn.
  private func note(_ holder: ProcessLock.Holder, in present: inout Present) {
    switch holder {
    case .unknown: break
    case .process(let number):
      present.process = Int(number)
      if present.stage == "act" { present.yourTurn = false }
    case .nobody:
      present.process = 0
      if present.stage == "act" {
        present.next = "start the node, or wait for its next run from cron"
      }
    }
  }
}
