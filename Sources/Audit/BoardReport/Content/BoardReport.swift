/// What an audit tells the people who decide about a consortium and are no cryptographers, an ethics
/// board for example: the model of ``BoardPage``, which draws it.
///
/// Only from the files: no time of day, no path, nothing of the machine. The same files, key and
/// rounds give an equal report.
public struct BoardReport: Sendable, Equatable {
  /// The program that wrote it, with its version.
  let program: String
  /// Digest of the manifest, if one was found.
  let session: String?
  /// The session that the auditor expected, in full or its first digits, if one was given.
  let expectedSession: String?
  /// Whether sums and models were recomputed, which takes a key.
  let hasKey: Bool
  /// Whether every round was asked for.
  let isOfAllRounds: Bool
  /// The verdict of the audit.
  public let verdict: Verdict
  /// What was checked, and what came of it.
  let checks: CheckTally
  /// The consortium; `nil` where no manifest passed.
  let consortium: ConsortiumFacts?
}
