/// An epsilon with all that has to stand beside it.
public struct PrivacyGuarantee: Hashable, Sendable {
  /// Bound on the privacy loss; infinite where nothing is proved.
  public let epsilon: Double
  /// Probability with which the bound may fail.
  public let delta: Double
  /// The Rényi order that gave the bound; nil where no order did (``PrivacyLossAccountant``).
  public let order: Double?
  /// Whether that was the first or last order of the accountant: the bound holds, but orders beyond
  /// might give a better one. Worth a warning.
  public let orderIsExtreme: Bool
  /// The accountant that proved it: ``RenyiAccountant/name`` or ``PrivacyLossAccountant/name``.
  public let accountant: String
  /// The largest epsilon that another machine may get for the same steps, whatever the last bits of
  /// its exponentials and logarithms.
  let recomputedAtMost: Double

  /// A bound by Rényi divergences: sums and logarithms of a few hundred positive numbers, right to
  /// much better than 2^-40.
  init(epsilon: Double, delta: Double, order: Double, orderIsExtreme: Bool) {
    self.epsilon = epsilon
    self.delta = delta
    self.order = order
    self.orderIsExtreme = orderIsExtreme
    accountant = RenyiAccountant.name
    recomputedAtMost = epsilon * (1 + 0x1p-40)
  }

  /// A bound without orders.
  init(epsilon: Double, delta: Double, recomputedAtMost: Double, accountant: String) {
    self.epsilon = epsilon
    self.delta = delta
    self.recomputedAtMost = recomputedAtMost
    self.accountant = accountant
    order = nil
    orderIsExtreme = false
  }
}
