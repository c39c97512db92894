import Artifacts
import Datasets
import Rounds

/// Whether a plan that somebody else signed can be carried out: checked before it is approved.
///
/// A plan file is checked when it is read; a manifest need not come from this program.
struct PlanFitness {
  private let plan: Plan

  init(_ plan: Plan) { self.plan = plan }

  /// - Throws: `NodeError` 65 saying which part of the plan cannot be carried out.
  func check(members: Int) throws(NodeError) {
    do {
      try RoundArithmetic(plan).check(members: members)
      try DataSpecification(plan.data).validate()
    } catch {
      let failure = NodeError(wrapping: error)
      throw NodeError(.badData, failure.message, remedy: failure.remedy)
    }
    guard plan.model.input == plan.data.shape, plan.model.outputs == plan.data.classes.count else {
      throw unfit("the model does not fit the data's shape and classes")
    }
    if let changes = plan.data.images?.augmentation {
      guard (0...0.5).contains(changes.shift.value), (0...180).contains(changes.rotate.value),
        (0...0.9).contains(changes.contrast.value)
      else {
        throw unfit("its augmentation of images is out of range")
      }
    }
    guard plan.privacy.delta.value * Double(plan.training.nominalRecords) < 1 else {
      throw unfit("delta is not below 1 / nominal_records, so that it promises nothing")
    }
    guard plan.privacy.unit != .patient || plan.data.namesPatients else {
      throw unfit("its unit of privacy is the patient, but its table names no column of patients")
    }
  }

  private func unfit(_ what: String) -> NodeError {
    NodeError(
      .badData, "the plan cannot be carried out: \(what)",
      remedy: "ask the founder to found a new consortium with a plan that 'plan check' accepts")
  }
}
