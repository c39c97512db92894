import Artifacts

/// A sealed file of a hospital's own that need not be kept any more.
struct PrunablePayload: Hashable {
  /// The statement, or the copy of one, beside which it lies.
  let place: Place
  /// Its size, as it was signed.
  let bytes: Int
  /// Whether it lies in the shared directory.
  let isShared: Bool
  /// Whether the private state would publish it again.
  let isKept: Bool
}
