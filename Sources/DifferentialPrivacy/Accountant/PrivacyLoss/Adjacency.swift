/// The two directions of neighbouring data sets; a bound has to hold in both.
enum Adjacency: CaseIterable, Sendable {
  /// The record is in the data whose outcome is seen, and is removed from the other.
  case remove
  /// The record is only in the other data.
  case add
}
