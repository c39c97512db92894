/// A trainer that gave no answer, or not the one that was asked for. Nothing of its round is
/// published or charged, and the node lives on.
struct TrainerFailure: Error {
  /// What is wrong, for the end of a command or the log.
  let error: NodeError
  /// Whether it was ended because the node was asked to stop.
  let isStop: Bool

  init(
    _ message: String, status: ExitStatus = .badData, remedy: String, isStop: Bool = false
  ) {
    error = NodeError(status, message, remedy: remedy)
    self.isStop = isStop
  }
}
