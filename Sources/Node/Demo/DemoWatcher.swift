import Artifacts
import Datasets
import DifferentialPrivacy
import Foundation
import Learning
import ModelUpdate
import Rounds
import SharedFolder
import Sodium

/// Follows a demo through the shared directory alone, as an auditor with a key could: opens each
/// published model and measures it on the held-out set.
final class DemoWatcher {
  private let directory: any Folder
  private let key: SealingKey
  private let manifest: Verified<Manifest>
  private let evaluation: ModelEvaluation
  private var ledger = Ledger()
  private var rows: [Row] = []

  /// One closed round, measured.
  struct Row {
    let round: Int
    let leader: MemberID
    let accuracy: Double
    let balancedAccuracy: Double
    let epsilon: Double
    let outsideEpsilon: Double
  }

  init(folder: DemoFolder, key: SealingKey, test: Dataset) throws {
    directory = try SharedFolders.open(folder.shared)
    self.key = key
    manifest = try ConsortiumReader(folder: directory).manifest()
    evaluation = try ModelEvaluation(architecture: manifest.content.plan.model, test: test)
  }

  /// Prints a line per round until all nodes have ended.
  func follow(
    _ processes: DemoProcesses, until isStopped: () -> Bool, print: (String) -> Void
  ) throws {
    var next = 0
    print("\n           round  leader  accuracy  balanced  epsilon")
    while true {
      let haveEnded = processes.haveEnded
      while let row = try measure(next) {
        rows.append(row)
        print(Self.line(row))
        next += 1
      }
      if haveEnded { break }
      if isStopped() {
        throw NodeError(
          .done, "the demo was stopped", remedy: "start it again; nothing was left running")
      }
      try processes.check()
      Thread.sleep(forTimeInterval: 0.2)
    }
    try processes.check()
  }

  /// Start, best and last round, leaders, and the price.
  func summary() throws -> String {
    guard let first = rows.first, let last = rows.last,
      let best = rows.max(by: { $0.balancedAccuracy < $1.balancedAccuracy })
    else {
      throw NodeError(
        .software, "no model was published", remedy: "read the nodes' logs beside the shared folder"
      )
    }
    let plan = manifest.content.plan
    return """

      start      \(Self.line(first).dropFirst(11))
      best       \(Self.line(best).dropFirst(11))
      last       \(Self.line(last).dropFirst(11))
      majority   always saying the largest class: \(Self.percent(evaluation.majorityShare))
      privacy    epsilon \(Self.two(last.epsilon)) against colluding members, \
      \(Self.two(last.outsideEpsilon)) against everybody else, at delta \(plan.privacy.delta); \
      budget \(plan.privacy.epsilon)
      """
  }

  private func measure(_ round: Int) throws -> Row? {
    guard
      let published = try PublishedModel(folder: directory, manifest: manifest, key: key)
        .read(round: round)
    else { return nil }
    for entry in published.result.ledger { ledger.append(entry) }
    let measured = try evaluation.measure(published.model)
    let delta = manifest.content.plan.privacy.delta.value
    return Row(
      round: round, leader: published.leader, accuracy: measured.accuracy,
      balancedAccuracy: measured.balancedAccuracy,
      epsilon: ledger.epsilon(delta: delta, against: .coalition).epsilon,
      outsideEpsilon: ledger.epsilon(delta: delta, against: .outsideWorld).epsilon)
  }

  /// One line of the table.
  private static func line(_ row: Row) -> String {
    func pad(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    return pad(row.round == 0 ? "start" : String(row.round), 16) + pad(row.leader.name, 8)
      + pad(percent(row.accuracy), 10) + pad(percent(row.balancedAccuracy), 10)
      + pad(two(row.epsilon), 9)
  }

  private static func percent(_ share: Double) -> String {
    String(format: "%.1f %%", share * 100)
  }

  /// Two decimals, never rounded down: an epsilon must not look smaller than it is.
  private static func two(_ epsilon: Double) -> String {
    String(format: "%.2f", (epsilon * 100).rounded(.up) / 100)
  }
}
