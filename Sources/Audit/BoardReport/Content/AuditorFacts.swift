/// Somebody outside the hospitals who can open sealed files.
struct AuditorFacts: Sendable, Equatable {
  /// The name in the plan.
  let name: String
  /// The public half of the key.
  let key: String
}
