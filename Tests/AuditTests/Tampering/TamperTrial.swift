import Audit
import Foundation

/// Spoils a finished folder in one way after the other, audits it each time, and mends it again.
final class TamperTrial {
  private let folder: FinishedFolder
  private let copy: SharedCopy
  private let spoiling: Spoiling
  private let log: FileHandle?
  /// Files of which the untouched folder's audit says that they are false, and dealt with.
  private let noted: Set<String>
  private(set) var table = TamperTable()

  /// Lays the folder out.
  ///
  /// - Parameter log: where a line goes for each mutation, before and after it is tried.
  init(_ folder: FinishedFolder, log: FileHandle? = nil) throws {
    self.folder = folder
    self.log = log
    copy = try folder.course.copy()
    spoiling = Spoiling(root: copy.root)
    let untouched = try copy.audit(.all, withKey: false)
    noted = Set(untouched.findings.filter { $0.word == .note }.compactMap(\.file))
  }

  /// Whatever was tried, the folder is as it was, and verified.
  func checkUntouched() throws {
    for withKey in [true, false] {
      let report = try copy.audit(.all, withKey: withKey)
      guard report.verdict.exitCode != 0 else { continue }
      table.add(fault: "\(folder.name), untouched: \(report.text)")
    }
  }

  /// Tries mutations of one file without a key, and those with a key that can be seen only so.
  ///
  /// - Parameter isThorough: whether one of each class is tried with a key in any case, and has to be
  ///   seen by audits of all rounds as well.
  func attempt(_ mutations: [Mutation], isThorough: Bool) throws {
    var seen: Set<MutationClass> = []
    for mutation in mutations {
      let isThorough = seen.insert(mutation.kind).inserted && isThorough
      try attempt(mutation, withKey: false, isThorough: isThorough)
      guard mutation.needsKey || isThorough else { continue }
      try attempt(mutation, withKey: true, isThorough: isThorough)
    }
  }

  /// Tries one mutation.
  ///
  /// - Parameter isThorough: whether an audit of all rounds has to see it as well.
  func attempt(_ mutation: Mutation, withKey: Bool, isThorough: Bool = false) throws {
    let name = "\(folder.name)\t\(mutation.name)\t\(withKey ? "key" : "no key")"
    log?.write(Data("try\t\(name)\n".utf8))
    try mutation.apply(spoiling)
    let start = ContinuousClock.now
    let found = try find(mutation, withKey, isThorough)
    let took = start.duration(to: .now)
    try spoiling.restore()
    let end =
      took < .seconds(30)
      ? folder.judge(found, mutation, withKey: withKey, noted: noted)
      : .missed("the audit took \(took)")
    table.add(mutation, end, found, took)
    let first = end.description.prefix { $0 != "\n" }
    log?.write(
      Data("end\t\(name)\t\(first)\t\(found.codes.sorted().joined(separator: " "))\n".utf8))
  }

  /// What the audit of the file's round says; where that round is not here, or that is not all, with
  /// what the audit of all rounds says.
  private func find(
    _ mutation: Mutation, _ withKey: Bool, _ isThorough: Bool
  ) throws -> TamperFinding {
    let round = try audit(.rounds([max(1, mutation.file.round)]), withKey)
    let found = round.map { TamperFinding(mutation, $0) }
    if let found, !isThorough, mutation.expected.allows(found.word) { return found }
    let all = TamperFinding(mutation, try audit(.all, withKey))
    return found?.joined(all: all) ?? all
  }

  /// `nil` where the round is not here, or not any more.
  private func audit(_ scope: ConsortiumAuditor.Scope, _ withKey: Bool) throws -> AuditReport? {
    do {
      return try copy.audit(scope, withKey: withKey)
    } catch let error as AuditError where error.status == 66 {
      return nil
    }
  }
}
