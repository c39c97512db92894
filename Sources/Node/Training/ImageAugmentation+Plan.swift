import Artifacts
import Datasets

extension ImageAugmentation {
  /// The plan's description of changes, as they are drawn.
  init(_ plan: AugmentationPlan) {
    self.init(
      shift: Float(plan.shift.value), rotate: Float(plan.rotate.value),
      contrast: Float(plan.contrast.value), flip: plan.flip)
  }
}
