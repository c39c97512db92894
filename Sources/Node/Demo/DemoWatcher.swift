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
  private let root: String
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
    root = folder.root
    directory = try SharedFolders.open(folder.shared)
    self.key = key
    manifest = try ConsortiumReader(folder: directory).manifest()
    evaluation = try ModelEvaluation(architecture: manifest.content.plan.model, test: test)
  }

  /// Prints every fifth round until all nodes have ended or a stop is asked for.
  func follow(
    _ processes: DemoProcesses, until isStopped: () -> Bool, print: (String) -> Void
  ) throws {
    var next = 0
    let last = RoundSchedule(manifest.content.plan).lastRound
    print("\n             round  leader  accuracy  balanced  epsilon")
    while true {
      let haveEnded = processes.haveEnded
      while let row = try measure(next) {
        rows.append(row)
        if next % 5 == 0 || next == last { print(Self.line("", row)) }
        next += 1
      }
      if haveEnded { break }
      if isStopped() {
        throw NodeError(
          .tryLater, "the demo was stopped; nothing was left running",
          remedy: "start it again with another --dir, or remove \(root)")
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

      \(Self.line("start", first))
      \(Self.line("best", best))
      \(Self.line("last", last))

      majority   always saying the largest class: \(Self.percent(evaluation.majorityShare))
      leaders    \(leaders)
      privacy    epsilon \(Self.two(last.epsilon)) \(plan.privacy.unit.short) against colluding members, \
      \(Self.two(last.outsideEpsilon)) against everybody else, at delta \(plan.privacy.delta); \
      budget \(plan.privacy.epsilon)
      unit       \(plan.privacy.unit.text)
      """
  }

  /// Who led how many rounds, and the last ones by name.
  private var leaders: String {
    let led = rows.dropFirst().map(\.leader)
    let counts = Dictionary(grouping: led, by: \.self).mapValues(\.count)
    return counts.keys.sorted().map { "\($0) led \(counts[$0] ?? 0) rounds" }
      .joined(separator: ", ") + "; in order: " + led.map(\.name).joined(separator: " ")
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
  private static func line(_ label: String, _ row: Row) -> String {
    func pad(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.count)) + text
    }
    return label + pad(String(row.round), 18 - label.count) + pad(row.leader.name, 8)
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
