import Artifacts
import Console
import Foundation
import Rounds
import SharedFolder

/// What the doctor finds of the shared directory.
struct DoctorShare {
  let directory: String
  let folder: DirectoryFolder
  let state: DoctorState?

  /// Looks at everything that can be looked at.
  func findings() -> [DoctorFinding] {
    let reader = ConsortiumReader(folder: folder)
    let mount = Mount.holding(directory)
    let check = ShareCheck(directory: directory, member: state?.member)
    var found = [ShareCheck.judge(directory, on: mount)]
    var manifest: Verified<Manifest>?
    do {
      manifest = try state?.hospital?.pinnedManifest() ?? Founding(reader: reader).manifest()
      found.append(check.consortium(manifest, reader))
    } catch {
      found.append(.fail(.consortium, error))
    }
    // Whatever else lies here, it is no consortium's.
    if found.contains(where: { $0.status == .missing }) { return found }
    let members = manifest?.content.members.map(\.id) ?? (try? reader.members()) ?? []
    // Of this machine, so only where somebody looks as a hospital; also before it has joined.
    if state != nil, let plan = manifest?.content.plan ?? (try? reader.founder().content.body.plan)
    {
      found += LibraryCheck(plan: plan).finding.map { [$0] } ?? []
    }
    let (probe, tried) = probed()
    found += rights(members, mount) + NamesCheck(folder: folder, own: state?.member).findings()
    found += tried
    guard let manifest else { return found }
    return found + times(manifest, clockAhead: probe?.clockAhead ?? 0) + room(manifest)
  }

  private func rights(_ members: [MemberID], _ mount: Mount?) -> [DoctorFinding] {
    let check = RightsCheck(rights: .own, isRemote: mount?.isRemote ?? false)
    var found: [DoctorFinding] = []
    do {
      if let state {
        found.append(
          check.own(
            state.member, try facts(state.member), hasJoined: state.hasJoined(folder)))
      }
      let others = try members.filter { $0 != state?.member }
        .compactMap { member in try facts(member).map { (member, $0) } }
      found.append(check.others(others))
    } catch {
      found.append(.fail(.folder, error))
    }
    return found
  }

  private func facts(_ member: MemberID) throws -> EntryFacts? {
    try FolderPath(member.name).flatMap { path throws in try folder.facts(path) }
  }

  /// Probes the own folder, where there is one that can be written.
  private func probed() -> (FolderProbe?, [DoctorFinding]) {
    guard let state else { return (nil, []) }
    guard let facts = try? facts(state.member), facts.isDirectory else {
      return (nil, ProbeCheck.skipped("there is no own folder yet to try it in"))
    }
    guard facts.isWritable else {
      return (nil, ProbeCheck.skipped("the own folder cannot be written"))
    }
    do {
      let probe = try ProbeCheck(folder: folder, member: state.member).probe()
      return (probe, ProbeCheck.judge(probe))
    } catch {
      return (nil, [.fail(.rename, error)])
    }
  }

  private func times(
    _ manifest: Verified<Manifest>, clockAhead: Double
  ) -> [DoctorFinding] {
    let statements = SeenStatements(
      folder: folder, files: VerifiedFolder(folder, manifest), clockAhead: clockAhead)
    let members = manifest.content.members.map(\.id).filter { $0 != state?.member }
    let others = members.flatMap { statements.read($0) }
    let own = state.map { statements.read($0.member) } ?? []
    // What a status says is unsigned, and newer than the newest statement.
    var software = Sayings(folder: folder).software(of: members)
    for statement in others where software[statement.member] == nil {
      software[statement.member] = others.last { $0.member == statement.member }?.software
    }
    return ClockCheck(others: others, own: own, clockAhead: clockAhead).findings
      + [VersionCheck(found: software, own: Software.name).finding]
  }

  private func room(_ manifest: Verified<Manifest>) -> [DoctorFinding] {
    do {
      let files = VerifiedFolder(folder, manifest)
      let begun = files.ids.compactMap { files.rounds(of: $0).last }.sorted()
      // Of more than half of the hospitals: one folder may be of a round far away.
      let shown = begun.isEmpty ? 0 : max(0, begun[begun.count / 2] - 1)
      let closed = try state?.hospital?.tip()?.document().round ?? shown
      let check = RoomCheck(
        sizes: try RoundSizes(manifest.content.plan, members: manifest.content.members.count),
        closed: closed)
      let place = state.flatMap { $0.hospital == nil ? nil : $0.location.state }
      return [check.share(FreeSpace(at: directory))]
        + (place.map { [check.state(FreeSpace(at: $0))] } ?? [])
    } catch {
      return [.fail(.room, error)]
    }
  }
}
