import Audit
import Foundation
import Testing

/// Spoils a finished folder in one way after the other, audits it each time, and mends it again.
final class TamperTrial {
  private let folder: FinishedFolder
  private let copy: SharedCopy
  private let spoiling: Spoiling
  private let log: FileHandle?
  private(set) var table = TamperTable()

  /// Lays the folder out; untouched it is verified.
  ///
  /// - Parameter log: where a line for each mutation goes, before and after it is tried.
  init(_ folder: FinishedFolder, log: FileHandle? = nil) throws {
    self.folder = folder
    self.log = log
    copy = try folder.course.copy()
    spoiling = Spoiling(root: copy.root)
    try checkUntouched()
  }

  /// Whatever was tried, the folder is as it was.
  func checkUntouched() throws {
    for withKey in [true, false] {
      let report = try copy.audit(.all, withKey: withKey)
      #expect(report.verdict.exitCode == 0, "\(folder.name), untouched: \(report.text)")
    }
  }

  /// Tries one mutation.
  ///
  /// - Parameter isThorough: whether an audit of all rounds has to see it as well.
  func attempt(_ mutation: Mutation, withKey: Bool, isThorough: Bool = false) throws {
    let name =
      "\(mutation.kind.rawValue)\t\(folder.name)\t\(mutation.file.path)\t"
      + "\(mutation.detail)\t\(withKey ? "key" : "no key")"
    log?.write(Data("\(name)\n".utf8))
    try mutation.apply(spoiling)
    defer {
      do { try spoiling.restore() } catch { Issue.record(error, "restoring after \(name)") }
    }
    let start = ContinuousClock.now
    var found = TamperFinding(mutation, try audit(.rounds([max(1, mutation.file.round)]), withKey))
    if isThorough || !mutation.expected.allows(found.word) {
      found = found.joined(all: TamperFinding(mutation, try audit(.all, withKey)))
    }
    let took = start.duration(to: .now)
    #expect(took < .seconds(30), "\(name) took \(took)")
    let end = folder.judge(found, mutation, withKey: withKey)
    table.add(mutation, end, found, took)
    log?.write(
      Data(
        "\(name)\t\(end)\t\(found.word)\t\(found.codes.sorted())\t\(found.stray.sorted())\n".utf8))
    if case .missed(let why) = end {
      Issue.record("\(name): \(why)")
    }
  }

  /// `nil` where the round is not here any more.
  private func audit(_ scope: ConsortiumAuditor.Scope, _ withKey: Bool) throws -> AuditReport? {
    do {
      return try copy.audit(scope, withKey: withKey)
    } catch let error as AuditError where error.status == 66 {
      return nil
    }
  }
}
