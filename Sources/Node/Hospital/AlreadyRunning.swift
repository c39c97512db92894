import Artifacts

/// Another process of the same hospital holds its state.
struct AlreadyRunning: Error {
  let member: MemberID
  let pid: Int32?

  /// For everybody but cron, whose overlap is no fault.
  var nodeError: NodeError {
    let process = pid.map { "process \($0)" } ?? "another process"
    return NodeError(
      .tryLater, "decaph-node of \(member) is running already (\(process))",
      remedy: "wait for it, or stop it first")
  }
}
