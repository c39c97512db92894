/// The whole training state of a consortium: what goes into a model file and is signed by digest.
public struct ModelState: Hashable, Sendable {
  /// How many updates the parameters have had; a void round does not count.
  public internal(set) var step: Int
  /// The parameters, in the order of ``ParameterLayout``.
  public internal(set) var parameters: [Float]
  /// What the rule keeps, in the order of ``UpdateRule/moments``; each as long as the parameters.
  public internal(set) var moments: [[Float]]
  /// Adam's `beta1^step` and `beta2^step`, multiplied up one step at a time: a power function
  /// would depend on the machine's mathematical library. Empty for other rules.
  public internal(set) var betaPowers: [Double]
  /// The newest release of each kind, by name.
  public internal(set) var releases: [String: Release] = [:]

  /// The state before the first step.
  public init(initial parameters: [Float], rule: UpdateRule) {
    self.step = 0
    self.parameters = parameters
    self.moments = rule.moments.map { _ in [Float](repeating: 0, count: parameters.count) }
    self.betaPowers = rule.betas.map { _ in 1 }
  }

  /// The state a new consortium starts from.
  ///
  /// - Throws: ``ModelUpdateError`` if the architecture or the rule is invalid.
  public init(
    architecture: Architecture, seed: UInt64, rule: UpdateRule
  ) throws(ModelUpdateError) {
    try rule.validate()
    self.init(initial: try InitialParameters.make(architecture, seed: seed), rule: rule)
  }

  /// The same model with a newer release.
  ///
  /// - Parameter name: lower-case ASCII letters.
  public func releasing(_ release: Release, as name: String) -> ModelState {
    var next = self
    next.releases[name] = release
    return next
  }

  init(step: Int, parameters: [Float], moments: [[Float]], betaPowers: [Double]) {
    self.step = step
    self.parameters = parameters
    self.moments = moments
    self.betaPowers = betaPowers
  }
}

extension UpdateRule {
  var betas: [Real] {
    switch self {
    case .sgd: []
    case .adam(_, let beta1, let beta2, _): [beta1, beta2]
    }
  }
}
