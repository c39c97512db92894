import Artifacts
import Datasets
import DifferentialPrivacy
import Images
import Journal
import Learning
import ModelUpdate
import SecureAggregation
import SharedFolder
import Sodium

/// What ends a command of the node: exit code, what is wrong, what to do next.
public struct NodeError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The exit code.
  public let status: ExitStatus
  /// What is wrong, and where.
  public let message: String
  /// What to do next.
  public let remedy: String

  /// Makes an error.
  public init(_ status: ExitStatus, _ message: String, remedy: String) {
    self.status = status
    self.message = message
    self.remedy = remedy
  }

  /// For commands that would have to compute a model that only the plan's trainer knows.
  static let computedByTrainer = NodeError(
    .usage,
    "the model is computed by the plan's trainer, and this command computes models itself",
    remedy: "try the trainer with 'decaph-node trainer check'; evaluate its model, which "
      + "'decaph-node export' writes, with the trainer's own program")

  /// Two lines for a terminal.
  public var description: String { "\(message)\n  next: \(remedy)" }
}
