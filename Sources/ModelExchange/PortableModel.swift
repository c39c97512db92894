import Artifacts
import ModelUpdate

/// A trained model with all that is needed to use it without the consortium: what its inputs and
/// outputs mean, and where it comes from.
public struct PortableModel: Hashable, Sendable {
  /// The network.
  public let architecture: Architecture
  /// Its parameters, in the order of `ParameterLayout`.
  public let parameters: [Float]
  /// What an example is, and the names of the outputs.
  public let data: DataPlan
  /// The inputs that are standardised; the others go in as they are.
  public let standardisation: [InputScaling]
  /// The inputs that become 0, because their columns are missing in too many records.
  public let dropped: [Int]
  /// Where the model comes from.
  public let origin: ModelOrigin

  /// Puts a model together.
  ///
  /// - Throws: ``ModelExchangeError`` with code `contradiction` if the parts do not fit each other.
  public init(
    architecture: Architecture, parameters: [Float], data: DataPlan,
    standardisation: [InputScaling], dropped: [Int] = [], origin: ModelOrigin
  ) throws(ModelExchangeError) {
    func check(_ holds: Bool, _ what: String) throws(ModelExchangeError) {
      guard !holds else { return }
      throw ModelExchangeError(
        .contradiction, "the model contradicts itself: \(what)",
        remedy: "export it again from its consortium")
    }
    let layout: ParameterLayout
    do {
      layout = try ParameterLayout(architecture)
    } catch {
      throw ModelExchangeError(.contradiction, error.message, remedy: error.remedy)
    }
    try check(parameters.count == layout.count, "it has not as many parameters as its layers")
    try check(parameters.allSatisfy(\.isFinite), "a parameter is not a finite number")
    try check(architecture.input == data.shape, "its first layer does not fit its data")
    try check(architecture.outputs == data.classes.count, "it has not as many outputs as classes")
    try check(
      (data.images == nil) != (data.table == nil), "its data are neither images nor a table")
    let places = standardisation.map(\.input) + dropped
    try check(
      places.allSatisfy((0..<architecture.inputCount).contains)
        && Set(places).count == places.count,
      "an input is standardised or left out that is none, or twice")
    try check(
      standardisation.allSatisfy { $0.deviation.value > 0 && $0.scale.isFinite },
      "an input is divided by a deviation that is none")
    self.architecture = architecture
    self.parameters = parameters
    self.data = data
    self.standardisation = standardisation
    self.dropped = dropped
    self.origin = origin
  }
}
