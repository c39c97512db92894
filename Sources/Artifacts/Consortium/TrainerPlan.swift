import Sodium

/// A program beside the node that computes the gradients of a model whose layers the node does not
/// know.
public struct TrainerPlan: Codable, Hashable, Sendable {
  /// What the program answers with.
  public enum Answer: String, Codable, CaseIterable, Hashable, Sendable {
    /// One gradient for each example; the node adds up those of a record, clips and truncates.
    case perExample = "per-example"
    /// The sum of clipped and truncated records; that it is one is the program's word alone.
    case trustedSum = "trusted-sum"
  }

  /// The program and its arguments, started in the trainer's folder.
  public var command: [String]
  /// Hash of the trainer's folder; see `FolderDigest`.
  public var folder: Digest
  /// What the program answers with.
  public var answer: Answer
  /// How many examples the program may compute at the same time.
  public var microBatch: Int
  /// Seconds after which it is ended.
  public var timeLimit: Int

  /// Describes a trainer.
  public init(
    command: [String], folder: Digest, answer: Answer = .perExample, microBatch: Int = 32,
    timeLimit: Int
  ) {
    self.command = command
    self.folder = folder
    self.answer = answer
    self.microBatch = microBatch
    self.timeLimit = timeLimit
  }

  /// The most words of a command.
  public static let mostWords = 32
  /// The longest word.
  public static let longestWord = 400
  /// Micro-batches that may be asked for.
  public static let microBatches = 1...65_536

  /// Whether every part is within its bounds, whoever wrote it.
  public var isValid: Bool {
    // The program is started by env, whose options and variables are no programs.
    (1...Self.mostWords).contains(command.count)
      && !command[0].hasPrefix("-") && !command[0].contains("=")
      && command.allSatisfy { word in
        (1...Self.longestWord).contains(word.utf8.count)
          && word.utf8.allSatisfy { (0x20...0x7e).contains($0) }
      } && Self.microBatches.contains(microBatch) && timeLimit >= 1
  }
}
