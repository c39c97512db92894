import Artifacts
import Journal
import SharedFolder

extension Simulation {
  func start(
    _ index: Int, _ disk: MemoryStore, isNew: Bool
  ) throws -> SimulatedProcess {
    try SimulatedProcess(
      member: ids[index], disk: disk, replica: transport.replicas[index], isNew: isNew,
      clock: clock,
      source: cast.sources[index], reporter: reporters[index],
      rounds: cast.last.map { max(0, $0 - reporters[index].lastRound) }
    ) { [unowned self] process, bytes, path in publish(process, index, bytes, path) }
  }

  func putOnMasks() throws {
    for index in ids.indices where liars.contains(ids[index]) {
      guard let hospital = processes[index]?.hospital, let session = hospital.settings.session
      else { continue }
      masks[index] = Liar(
        member: ids[index], identity: hospital.identity, session: session,
        receivers: ids.indices.filter { $0 != index }, seed: random.next()
      ) { [unowned self] path, bytes, receiver in
        transport.send(bytes, path: path, to: receiver, from: index)
      }
    }
  }

  func publish(
    _ process: SimulatedProcess, _ index: Int, _ bytes: [UInt8], _ path: ArtifactPath
  ) {
    if path.name.part == .statement,
      let place = Place("\(path.member)/\(path.folder)/\(path.name.slot)")
    {
      reporters[index].check {
        try invariants.published(
          ids[index], place, bytes, basis: process.session?.keeper.basis,
          charged: process.charged)
      }
      echo(place, bytes, from: index)
    }
    reporters[index].check { try cast.mirror?.publish(bytes, at: path) }
    if let liar = masks[index] { return liar.publish(bytes, at: path) }
    for receiver in ids.indices where receiver != index {
      transport.send(bytes, path: path.description, to: receiver, from: index)
    }
  }

  /// Liars hear every vote at once and support it.
  func echo(_ place: Place, _ bytes: [UInt8], from index: Int) {
    guard masks[index] == nil, case .vote(let ballot) = place.slot,
      let vote = try? CanonicalJSON.decode(
        Statement<VoteBody>.self, from: bytes, file: place.json)
    else { return }
    for (other, liar) in masks.sorted(by: { $0.key < $1.key }) {
      let basis = processes[other]?.session?.keeper.basis
      liar.echo(
        vote.body.choice, round: place.round, K: vote.K,
        incarnation: basis?.roster.members[ids[other]]?.incarnation ?? 1, ballot: ballot)
    }
  }
}
