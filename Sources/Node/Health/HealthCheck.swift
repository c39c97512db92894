import Artifacts
import Foundation
import SharedFolder

/// `health`: whether a node lives and goes on, for monitoring programs.
///
/// It looks as `status` does, beside a running node, and judges what it sees.
public struct HealthCheck {
  private let directory: String
  private let id: String?
  private let state: String?
  private let limits: HealthLimits

  /// Prepares to look.
  ///
  /// - Parameters:
  ///   - id: whose node; without it the shared directory alone is judged.
  ///   - state: that hospital's private state, if it does not lie where it lies by rule.
  public init(directory: String, id: String?, state: String?, limits: HealthLimits) {
    self.directory = directory
    (self.id, self.state, self.limits) = (id, state, limits)
  }

  /// Looks once. What goes wrong is a finding, not an error.
  ///
  /// - Parameter now: the time to which ages are reckoned.
  public func look(now: Date = .now) -> HealthReport {
    do {
      let report = try ConsortiumStatus(directory: directory, id: id, state: state, rounds: 1)
        .look()
      let own = report.present.member.map { ownTime($0) } ?? nil
      return HealthJudgement(
        present: report.present, isHere: report.hasNoState == nil, ownTime: own, now: now,
        limits: limits
      ).report
    } catch {
      let failure = NodeError(wrapping: error)
      let isQuestion = failure.status == .usage || failure.status == .missing
      let problem = HealthReport.Problem(
        level: isQuestion ? .unknown : .critical, text: "\(failure.message): \(failure.remedy)")
      return HealthReport(problems: [problem], text: "", metrics: [])
    }
  }

  /// Writes what was found for the textfile collector of node_exporter: whole or not at all.
  ///
  /// - Parameter path: a file that ends in `.prom`, in the collector's directory.
  /// - Throws: `usage` for another name, `io`.
  public func write(_ report: HealthReport, to path: String) throws {
    guard path.hasSuffix(".prom") else {
      throw NodeError(
        .usage, "'\(path)' does not end in .prom",
        remedy: "name it so: the textfile collector reads no other files")
    }
    guard SharedLocation.consortium(around: path) == nil else {
      throw NodeError(
        .usage, "'\(path)' would lie in the shared directory, which is the hospitals' own",
        remedy: "name a file in the collector's directory")
    }
    let labels = id.map { [(name: "member", value: $0)] } ?? []
    do {
      try Data(report.exposition(labels: labels).utf8)
        .write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw NodeError(
        .io, "'\(path)' could not be written", remedy: "check its directory and its permissions")
    }
  }

  /// When the node wrote its `status.json` last.
  private func ownTime(_ member: MemberID) -> Date? {
    guard let folder = try? SharedFolders.open(directory) else { return nil }
    return Sayings(folder: folder).read([member], except: nil).first?.time
      .flatMap { try? Date($0, strategy: .iso8601) }
  }
}
