/// An epsilon with all that has to stand beside it.
public struct PrivacyGuarantee: Hashable, Sendable {
  /// Bound on the privacy loss; infinite where nothing is proved.
  public let epsilon: Double
  /// Probability with which the bound may fail.
  public let delta: Double
  /// The Rényi order that gave the bound.
  public let order: Double
  /// Whether that was the first or last order of the accountant: the bound holds, but orders beyond
  /// might give a better one. Worth a warning.
  public let orderIsExtreme: Bool
  /// The accountant that proved it.
  public let accountant: String

  init(epsilon: Double, delta: Double, order: Double, orderIsExtreme: Bool) {
    self.epsilon = epsilon
    self.delta = delta
    self.order = order
    self.orderIsExtreme = orderIsExtreme
    accountant = RenyiAccountant.name
  }
}
