import Artifacts

extension Simulation {
  /// Whether all honest members close two more rounds in a time.
  func goesOn(within seconds: Double) throws -> Bool {
    let end = clock.seconds + seconds
    let goal = closedRounds + 2
    while clock.seconds < end {
      if honestRounds.allSatisfy({ $0 >= goal }) { return true }
      try step(isStorm: false)
    }
    return false
  }

  var honestRounds: [Int] {
    ids.indices.filter { !liars.contains(ids[$0]) }.map {
      processes[$0]?.session?.keeper.closed.round ?? -1
    }
  }

  /// People telephone, and go on with the honest members.
  func restart() throws {
    invariants.restarts += 1
    for index in ids.indices where !liars.contains(ids[index]) {
      if case .waiting(let what)? = progress[index] { stuck.append("\(ids[index]) \(what.text)") }
    }
    note("people restart: \(stuck)")
    let honest = ids.indices.filter { !liars.contains(ids[$0]) }
    for index in honest { try decide(index) { try $0.enrol() } }
    try wait(30)
    let founder = honest.contains(0) ? [0] : honest
    try decide(founder[0]) {
      _ = try $0.propose(honest.map { self.ids[$0] }, excluding: self.liars.sorted())
    }
    try wait(30)
    for index in founder.dropFirst() {
      try decide(index) { decision in
        guard let proposal = try decision.proposals().first else { return }
        try decision.sign(proposal.body, round: proposal.place.round)
      }
    }
  }

  func decide(_ index: Int, _ act: (RestartDecision) throws -> Void) throws {
    guard let process = processes[index], let keeper = process.session?.keeper else { return }
    let decision = RestartDecision(
      keeper: keeper,
      publisher: Publisher(hospital: process.hospital, folder: process.folder))
    try decision.enrol()
    try act(decision)
  }

  func wait(_ seconds: Double) throws {
    let end = clock.seconds + seconds
    while clock.seconds < end { try step(isStorm: false) }
  }
}
