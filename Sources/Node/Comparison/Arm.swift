/// One way to train in a comparison. All arms have the same architecture and the same test set.
public enum Arm: Hashable, Sendable {
  /// One hospital on its own data, no privacy.
  case alone(hospital: Int)
  /// One hospital that has everybody's data, no privacy.
  case pooled
  /// All hospitals by secure sums, no privacy: FedSGD on the same sample, neither clipped nor
  /// noised.
  case collaborative
  /// Every hospital adds all the noise for its own epsilon by itself, as PriMIA does.
  case localNoise(epsilon: Double)
  /// This program: one noise for all hospitals together.
  case decaph(epsilon: Double)

  /// Arms of one make.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    case alone, pooled, collaborative, local, decaph
  }

  /// Its make.
  public var kind: Kind {
    switch self {
    case .alone: .alone
    case .pooled: .pooled
    case .collaborative: .collaborative
    case .localNoise: .local
    case .decaph: .decaph
    }
  }

  /// The epsilon that it is to keep; nil without privacy.
  var epsilon: Double? {
    switch self {
    case .alone, .pooled, .collaborative: nil
    case .localNoise(let epsilon), .decaph(let epsilon): epsilon
    }
  }

  /// Its name in tables.
  ///
  /// - Parameter hospitals: their names.
  func name(_ hospitals: [String]) -> String {
    switch self {
    case .alone(let hospital): "\(hospitals[hospital]) alone"
    case .pooled: "pooled"
    case .collaborative: "collaborative"
    case .localNoise(let epsilon): "noise at each, epsilon \(ArmText.short(epsilon))"
    case .decaph(let epsilon): "DeCaPH, epsilon \(ArmText.short(epsilon))"
    }
  }

  /// From what its draws follow beside the seed; the same whatever other arms run.
  var key: String {
    switch self {
    case .alone(let hospital): "alone \(hospital)"
    case .pooled: "pooled"
    case .collaborative: "collaborative"
    case .localNoise(let epsilon): "local \(epsilon)"
    case .decaph(let epsilon): "decaph \(epsilon)"
    }
  }

  /// The arms of some kinds, in the order of tables.
  static func all(_ kinds: Set<Kind>, hospitals: Int, epsilons: [Double]) -> [Arm] {
    let arms =
      (0..<hospitals).map { Arm.alone(hospital: $0) } + [.pooled, .collaborative]
      + epsilons.map { .localNoise(epsilon: $0) } + epsilons.map { .decaph(epsilon: $0) }
    return arms.filter { kinds.contains($0.kind) }
  }
}
