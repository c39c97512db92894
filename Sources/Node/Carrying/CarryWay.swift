/// Which way files are carried.
public enum CarryWay: Sendable {
  /// From the shared directory to the medium.
  case out
  /// From the medium into the shared directory.
  case `in`

  /// What was done.
  var word: String { self == .out ? "carried out" : "carried in" }
}
