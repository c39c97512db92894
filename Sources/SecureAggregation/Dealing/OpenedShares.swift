import Sodium

/// A holder's shares of one dealing, opened and checked, still secret.
///
/// They can be printed and sent only as ``RevealedShares``, which decides for every dealer which
/// of them may be known. A class, because a guarded block has one owner and tables are needed.
public final class OpenedShares: Sendable, CustomReflectable {
  /// Who dealt them.
  public let dealer: String
  /// Whose they are.
  public let holder: String

  private let others: [String]
  private let rows: Dealing.Rows
  private let shares: SecretBytes

  init(dealer: String, holder: String, shares: consuming SecretBytes, in context: RoundContext) {
    self.dealer = dealer
    self.holder = holder
    others = context.ids.filter { $0 != dealer }
    rows = Dealing.Rows(context)
    self.shares = shares
  }

  /// Shows whose they are and nothing else.
  public var customMirror: Mirror {
    Mirror(self, children: ["dealer": dealer, "holder": holder])
  }

  /// The share of the dealer's self-mask seed, opened.
  var selfMask: Scalar { share(Dealing.Rows.selfMask) }

  /// The share of the dealer's nonce, opened.
  var nonce: Scalar { share(Dealing.Rows.nonce) }

  /// The shares of the seeds of the dealer's first layers of noise, opened.
  func layers(_ count: Int) -> [Scalar] { (0..<count).map { share(Dealing.Rows.firstLayer + $0) } }

  /// The share of the dealer's pair seed with another member, opened.
  func pair(with other: String) -> Scalar? {
    others.firstIndex(of: other).map { share(rows.firstPair + $0) }
  }

  private func share(_ row: Int) -> Scalar {
    shares.withUnsafePointer { Scalar(opening: $0 + row * ScalarField.size) }
  }
}
