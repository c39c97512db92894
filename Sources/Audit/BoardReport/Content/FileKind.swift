/// The kinds of files that lie in a shared directory, in the words of people.
enum FileKind: Int, CaseIterable, Sendable {
  /// Sealed vectors.
  case vector
  /// The statements beside them.
  case masked
  /// Shares that take the masks off a sum.
  case shares
  /// Votes and cuts.
  case ballot
  /// Results and commits.
  case outcome
  /// Sealed models.
  case model
  /// The statements beside them.
  case modelStatement
  /// Plan, enrolments, manifest, approvals, departures.
  case founding
  /// Copies of others' files.
  case copy
  /// Evidence and restarts.
  case dispute

  /// Its name.
  var name: String {
    switch self {
    case .vector: "Masked vectors"
    case .masked: "Vector statements"
    case .shares: "Shares of masks"
    case .ballot: "Votes"
    case .outcome: "Results"
    case .model: "Models"
    case .modelStatement: "Model statements"
    case .founding: "Founding papers"
    case .copy: "Copies"
    case .dispute: "Proofs and decisions"
    }
  }

  /// How the files are called.
  var pattern: String {
    switch self {
    case .vector: "masked.sealed"
    case .masked: "masked.json"
    case .shares: "unmask-N.json"
    case .ballot: "vote-N.json, cut-N.json"
    case .outcome: "result.json, commit.json"
    case .model: "model.sealed"
    case .modelStatement: "model.json"
    case .founding: "consortium/*"
    case .copy: "relay-*"
    case .dispute: "evidence-N.json, restart-N.json"
    }
  }

  /// What is in them.
  var content: String {
    switch self {
    case .vector:
      "A hospital's part of a round: a list of numbers hidden under random masks. By itself it looks "
        + "like random numbers; the masks cancel in the sum of the hospitals only."
    case .masked:
      "Size and digest of the vector, fresh public keys, and pieces of the masks' keys, each locked "
        + "for one other hospital."
    case .shares: "Pieces that take the masks off the sum, and off nothing else."
    case .ballot: "Who shall be in the sum, where somebody was absent."
    case .outcome: "How a round ended: who was in it, digests of sum and model, what it cost."
    case .model:
      "The common model after a round, the same for all, and counts that a round released."
    case .modelStatement: "Size and digest of the model."
    case .founding: "The plan, public keys, the list of hospitals, and each hospital's consent."
    case .copy: "Another hospital's signed file once more, for those who could not see it."
    case .dispute: "Proof that a hospital signed two versions of one file, or a decision of people."
    }
  }
}
