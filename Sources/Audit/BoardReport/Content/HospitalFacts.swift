/// One hospital: its keys, what it published, and how far its chain of statements goes.
struct HospitalFacts: Sendable, Equatable {
  /// The newest statement of a hospital that was read.
  struct Newest: Sendable, Equatable {
    /// Its position in the hospital's own chain.
    let seq: Int
    /// Where it lies.
    let file: String
    /// Its digest.
    let digest: String
  }

  /// The name.
  let name: String
  /// What people compare by telephone.
  let fingerprint: String
  /// minisign's public key, which verifies its signatures.
  let identity: String
  /// Whether it founded the consortium.
  let isFounder: Bool
  /// What it published, by kind.
  let files: [FileKind: FileTally]
  /// What the rounds cost in which it took part: epsilon against the tolerated colluders, never rounded
  /// down; `nil` where results are missing.
  let epsilon: Double?
  /// Its newest statement, if any passed.
  let newest: Newest?

  /// All that it published.
  var total: FileTally { files.values.reduce(FileTally()) { $0 + $1 } }
}
