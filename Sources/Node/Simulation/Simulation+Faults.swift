import Artifacts
import Journal

extension Simulation {
  func disturb(_ index: Int) throws {
    guard Int.random(in: 0..<8, using: &random) == 0,
      let fault = Faults.names.map(\.fault).filter(faults.contains).randomElement(using: &random)
    else { return }
    switch fault {
    case .partition:
      if Bool.random(using: &random) { transport.split() } else { transport.join() }
      return
    case .rollbackFolder: return transport.rollBack(index)
    case .stop:
      processes[index] = nil
      sleepsUntil[index] = clock.seconds + Double.random(in: 5...200, using: &random)
    case .crash:
      processes[index]?.crash.arm(Int.random(in: 0..<40, using: &random))
    case .rollbackState:
      guard canLoseAnother(index) else { return }
      guard let backup = backups[index] else {
        backups[index] = disks[index].copy()
        return
      }
      doubled.insert(ids[index])
      processes[index] = nil
      disks[index] = backup
      backups[index] = nil
    case .clone:
      guard canLoseAnother(index) || clones[index] != nil else { return }
      guard clones[index] == nil else {
        clones[index] = nil
        return
      }
      doubled.insert(ids[index])
      clones[index] = try start(index, disks[index].copy(), isNew: false)
    case .silentLeader:
      guard processes[index]?.session?.keeper.basis?.leader == ids[index] else { return }
      processes[index] = nil
      sleepsUntil[index] = clock.seconds + Double.random(in: 30...150, using: &random)
    default: return
    }
    note("\(ids[index]) fault \(fault)")
    faultCounts[fault.description, default: 0] += 1
  }

  /// Whether the rounds can go on when this hospital has to enter again: more lost states than
  /// that are a matter for people, as the restart shows that comes then.
  func canLoseAnother(_ index: Int) -> Bool {
    let bases = ids.indices.compactMap { processes[$0]?.session?.keeper.basis }
    guard let basis = bases.max(by: { $0.round < $1.round }) else { return false }
    let lost = ids.indices.count { other in
      let incarnation = (try? processes[other]?.hospital.incarnation) ?? 0
      return other == index || liars.contains(ids[other]) || clones[other] != nil
        || basis.roster.members[ids[other]]?.incarnation != incarnation
    }
    return lost <= ids.count - basis.roster.t
  }

  func heal() throws {
    note("healed")
    transport.heal()
    clones = [:]
    // Started anew, so that no crash is left to come.
    processes = processes.map { _ in nil }
    sleepsUntil = sleepsUntil.map { _ in 0 }
    wakeAt = wakeAt.map { _ in clock.seconds }
  }
}
