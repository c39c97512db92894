import Artifacts

extension RoundArithmetic {
  /// Whether a plan's trainer and model belong together: the node computes models of layers, a
  /// trainer those of tensors, and nothing is measured that nobody here can compute.
  static func checkTrainer(of plan: Plan) throws(Rejection) {
    guard let trainer = plan.trainer else {
      guard plan.model.tensors == nil else {
        throw invalid("its model is one of a trainer's tensors, and it names no trainer")
      }
      return
    }
    guard trainer.isValid else { throw invalid("a part of its trainer is out of range") }
    guard plan.model.tensors != nil, plan.start != nil else {
      throw invalid("its trainer needs a model of tensors, and a file that it starts from")
    }
    guard plan.evaluation == nil else {
      throw invalid("evaluations need a model of layers that the node computes, not a trainer")
    }
    guard trainer.timeLimit <= plan.rounds.patience.masked else {
      throw invalid("its trainer may take longer than the others wait for a masked file")
    }
  }
}
