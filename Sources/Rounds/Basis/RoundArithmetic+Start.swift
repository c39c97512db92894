import Artifacts
import ModelUpdate
import Sodium

/// What training starts from.
extension RoundArithmetic {
  /// The model of round 1, and its file.
  ///
  /// - Parameters:
  ///   - start: the file of the parameters to start from, where the plan names one.
  ///   - path: where that lies.
  /// - Throws: `.missing` without the file, `.payload` if it is not the one that the plan names,
  ///   `.field` if it does not fit the architecture.
  public func initialModel(
    start file: [UInt8]? = nil, path: String = "plan.safetensors"
  ) throws(Rejection) -> (state: ModelState, file: [UInt8]) {
    guard let start = plan.start else {
      let state = try Self.valid { () throws(ModelUpdateError) in
        try ModelState(
          architecture: plan.model, seed: UInt64(plan.training.seed), rule: plan.training.rule)
      }
      return (state, try encode(state))
    }
    guard let file else { throw Rejection(.missing, file: path, "is not here yet") }
    guard Digest(hashing: file) == start.digest else {
      throw Rejection(.payload, file: path, "is not the start that the plan names")
    }
    let state: ModelState
    do {
      state = ModelState(
        initial: try StartFile.decode(file, architecture: plan.model), rule: plan.training.rule)
    } catch {
      throw Rejection(.field, file: path, error.message)
    }
    return (state, try encode(state))
  }

  /// The size in bytes of the file of the parameters to start from.
  public func startFileSize() throws(Rejection) -> Int {
    try Self.valid { () throws(ModelUpdateError) in
      try StartFile.byteCount(architecture: plan.model)
    }
  }
}
