import Artifacts

extension PlanReader {
  /// Whether a trainer and the kind of the model belong together.
  func checkTrainer(_ plan: Plan, _ root: PlanSection) {
    switch (plan.trainer, plan.model.tensors) {
    case (nil, nil): return
    case (nil, _?): root.refuse("model.kind", "is \"trainer\", but there is no table [trainer]")
    case (_?, nil):
      root.refuse("trainer", "needs kind = \"trainer\" in [model]: the node computes this model")
    case (_?, _?):
      if plan.evaluation != nil {
        root.refuse(
          "evaluation", "needs a model that the node computes; a trainer's cannot be measured here")
      }
      if plan.model.classWeights != nil {
        root.refuse("model.class_weights", "is for the node's own loss; weigh in the trainer")
      }
    }
  }
}
