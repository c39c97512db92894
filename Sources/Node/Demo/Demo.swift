import Artifacts
import Datasets
import Foundation
import ModelUpdate
import Sodium

/// `decaph-node demo`: a whole consortium on this machine, from founding to the last round.
///
/// Real processes, one per hospital, and real files; nothing is simulated but the hospitals'
/// being far apart, and, without `--data`, the images.
public struct Demo {
  /// What the demo shows of itself.
  public struct Options: Sendable {
    /// Number of hospitals.
    public var hospitals: Int
    /// Number of rounds; without it as many as the default plan has.
    public var rounds: Int?
    /// Where everything goes.
    public var directory: String
    /// Images in class folders; without it synthetic ones.
    public var data: String?

    /// Collects the options.
    public init(hospitals: Int, rounds: Int?, directory: String?, data: String?) throws {
      guard (3...12).contains(hospitals) else {
        throw NodeError(
          .usage, "--hospitals must be between 3 and 12",
          remedy: "a sum of two hospitals would show each the other's")
      }
      if let rounds, rounds < 1 {
        throw NodeError(.usage, "--rounds must be at least 1", remedy: "leave it out, or give 10")
      }
      self.hospitals = hospitals
      self.rounds = rounds
      self.directory = try DemoFolder.choose(directory)
      self.data = data.map(SharedLocation.absolute)
      if let data = self.data, !FileManager.default.fileExists(atPath: data) {
        throw NodeError(
          .missing, "there are no data at \(data)", remedy: "check --data; nothing was made")
      }
    }
  }

  private let options: Options
  private let print: (String) -> Void

  /// Prepares a demo; `print` gets the lines of the result.
  public init(_ options: Options, print: @escaping (String) -> Void) {
    self.options = options
    self.print = print
  }

  /// Runs it; returns where the consortium lies, for the audit.
  public func run() throws -> DemoFolder {
    let folder = DemoFolder(options.directory)
    try folder.make()
    let auditor = SealingKey.generate()
    try folder.write(auditor: auditor)
    print(
      "data       \(options.data ?? "synthetic chest radiographs (they prove nothing clinical)")")
    let data = try DemoData(options, folder).make()
    print(data.table)
    let plan = DemoPlan(
      classes: data.classes, side: data.side, rounds: options.rounds ?? DemoPlan.defaultRounds,
      records: data.records, auditor: auditor.publicKey)
    try folder.write(plan: plan.text)
    let processes = DemoProcesses(folder: folder, hospitals: data.hospitals)
    try processes.found()
    print("founded    \(data.hospitals.joined(separator: ", ")): manifest approved by all")
    try processes.startNodes()
    defer { processes.stop() }
    let stop = StopSignal()
    let watcher = try DemoWatcher(folder: folder, key: auditor, test: data.test)
    try watcher.follow(processes, until: { stop.isSet }, print: print)
    print(try watcher.summary())
    return folder
  }
}
