import Artifacts

/// What a rehearsal is asked for.
public struct RehearsalOptions: Sendable {
  /// The shared directory; not read where a plan file is given.
  let directory: String
  /// The hospital.
  let id: String?
  /// Its private state, if it does not lie where it lies by rule.
  let state: String?
  /// Its data, if they are not those with which it has joined.
  let data: String?
  /// A plan file, before there is a consortium.
  let plan: String?
  /// How many hospitals there shall be, where no manifest says it.
  let hospitals: Int?
  /// Whether a round computes as much whatever its sample; `nil` for as the node does.
  let isPadded: Bool?
  /// How many rounds; `nil` for those up to the first of training.
  let rounds: Int?

  /// Collects the options.
  ///
  /// - Throws: `NodeError` 64 for numbers that make no sense.
  public init(
    directory: String, id: String?, state: String?, data: String?, plan: String?, hospitals: Int?,
    isPadded: Bool?, rounds: Int?
  ) throws {
    if let hospitals, !(2...100).contains(hospitals) {
      throw NodeError(
        .usage, "--hospitals must be between 2 and 100",
        remedy: "name as many as the consortium will have")
    }
    if let rounds, rounds < 1 {
      throw NodeError(
        .usage, "--rounds must be at least 1",
        remedy: "leave it out to rehearse up to the first round of training")
    }
    self.directory = SharedLocation.absolute(directory)
    (self.id, self.state, self.plan) = (id, state, plan)
    self.data = data.map(SharedLocation.absolute)
    (self.hospitals, self.isPadded, self.rounds) = (hospitals, isPadded, rounds)
  }
}
