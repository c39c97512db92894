import Artifacts
import ModelUpdate
import SharedFolder
import Sodium

/// Founds a consortium in memory with the real statements; everybody has seen everything.
enum SimulatedFounding {
  /// Patience in simulated seconds.
  static let patience = Patience(masked: 60, vote: 40, leader: 40)

  /// A plan of six parameters that no budget ends.
  static func plan(rounds: Int) -> Plan {
    Plan(
      title: "simulation",
      data: DataPlan(
        classes: ["no", "yes"],
        table: TablePlan(label: "y", features: [TableFeature(column: "x", values: ["a", "b"])])),
      model: .logisticRegression(input: [2], outputs: 2),
      training: TrainingPlan(
        rounds: rounds, samplingRate: 0.001, nominalRecords: 100_000, clipNorm: 1.0, seed: 7,
        rule: .sgd(learningRate: 0.5, momentum: 0.5)),
      privacy: PrivacyPlan(noiseMultiplier: 4.0, epsilon: 50.0, delta: 1e-6),
      rounds: RoundsPlan(
        ring: 32, colluding: nil, quorum: nil, allowTwo: false, patience: patience),
      auditors: [])
  }

  /// Enrols all, fixes the manifest, approves it everywhere; the first process is the founder's.
  ///
  /// - Parameter start: the file of the parameters to start from, where the plan names one.
  static func found(
    _ processes: [SimulatedProcess], replicas: [MemoryFolder], plan: Plan, start: [UInt8]? = nil
  ) throws {
    let founder = processes[0]
    var members: [Manifest.Member] = []
    let parameters = Place(member: founder.member, slot: .plan).parameters
    try Author(hospital: founder.hospital).issue(
      PlanBody(plan: plan), slot: .plan, beside: start.map { [(parameters, $0)] } ?? [])
    for process in processes {
      let enrolment = try Author(hospital: process.hospital).enrol()
      members.append(
        Manifest.Member(
          id: process.member, identity: process.hospital.identity.publicKey,
          sealing: process.hospital.sealing.publicKey, enrolment: enrolment.digest))
    }
    let manifest = try Author(hospital: founder.hospital).issue(
      Manifest(coordinator: founder.member, members: members, plan: plan))
    for process in processes {
      var settings = process.hospital.settings
      settings.founder = founder.hospital.identity.publicKey
      try process.hospital.remember(settings)
      // Nothing real is released here, so nobody has to accept a plan without noise.
      try ManifestApproval(hospital: process.hospital).give(
        manifest, start: start, maxEpsilon: nil, acceptsNoNoise: true)
      for key in try process.hospital.journal.outbox.slots() {
        for file in try process.hospital.journal.outbox.files(of: key) {
          guard let path = FolderPath(file.path) else { continue }
          for replica in replicas { try replica.plant(file.bytes, at: path) }
        }
      }
    }
  }
}
