import Rounds

/// Where a node stands when it cannot act at once.
enum NodeProgress {
  /// It waits for others.
  case waiting(Waiting)
  /// It starts no further round.
  case finished(StopReason)
}
