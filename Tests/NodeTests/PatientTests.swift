import Artifacts
import Audit
import DifferentialPrivacy
import Foundation
import Node
import Testing

/// Plans whose unit of privacy is the patient.
@Suite struct PatientTests {
  @Test func aTableOfPatientsTrainsAndIsAudited() throws {
    let trial = try Trial(TrialPlan(rounds: 2, unit: "patient", isTable: true))
    try trial.foundUpToApproval()
    for id in trial.ids.dropFirst() {
      let text = try trial.approve(id, maxEpsilon: 90)
      #expect(text.contains("epsilon at most 100.0 per patient"))
      #expect(text.contains("own cap: epsilon 90.0 per patient"))
      #expect(text.contains(PrivacyUnit.patient.text))
    }
    try trial.runAll(through: 2)
    let report = try ConsortiumAuditor(directory: trial.shared, session: nil, keyFile: nil)
      .audit(.all)
    #expect(report.verdict.exitCode == 0, "\(report.text)")
    #expect(report.findings.contains { $0.code == .ledger && $0.message.contains(" per patient ") })
    #expect(!report.text.contains("example"))
    #expect(report.jsonLines.contains("unit: one patient with all images or rows"))
    let status = try trial.status("h2")
    #expect(status.text.contains(" per patient at delta "))
    #expect((status.present["privacy"] as? [String: Any])?["unit"] as? String == "patient")
    let summary = try PlanSummary(file: trial.root + "/plan.toml", hospitals: 3).text
    #expect(summary.contains(" per patient at delta "))
    #expect(summary.contains("unit        one patient with all images or rows"))
  }

  @Test(arguments: ["", "?", "NA"])
  func aRowWithoutAPatientIsRefused(_ cell: String) throws {
    let trial = try Trial(TrialPlan(rounds: 1, unit: "patient", isTable: true))
    let text = PatientTable(hospital: 0).text.replacing("\np3,", with: "\n\(cell),")
    func expectRefused(_ error: NodeError?) {
      #expect(error?.status == .badData)
      let (count, first) = (
        "4 of 30 rows of \(trial.data("h1")) have no patient",
        "; the first is data-h1: line 5, column 'who': names nobody"
      )
      #expect(error?.message.contains(count) == true, "\(error as Any)")
      #expect(error?.message.hasSuffix(first) == true, "\(error as Any)")
    }
    try trial.write(text, to: trial.data("h1"))
    expectRefused(failure { try trial.found() })
    // The export may also be another one later.
    try trial.write(PatientTable(hospital: 0).text, to: trial.data("h1"))
    try trial.foundCompletely()
    try trial.write(text, to: trial.data("h1"))
    expectRefused(failure { try trial.run("h1") })
    // Nothing of it is told to others.
    #expect(!trial.exists(trial.path("h1", 1, "masked.json")))
    let told = try trial.snapshot(trial.shared).values.map { String(decoding: $0, as: UTF8.self) }
    #expect(!told.contains { $0.contains("no patient") })
    // With the unit "example" such a row is a record of its own.
    let other = try Trial(TrialPlan(rounds: 1, unit: "example", isTable: true))
    try other.write(text, to: other.data("h1"))
    try other.foundCompletely()
    try other.runAll(through: 1)
  }

  @Test func imagesThatNameNoPatientsAreRefused() throws {
    let trial = try Trial(TrialPlan(rounds: 1, unit: "patient"))
    try trial.foundCompletely()
    let without = failure { try trial.run("h1") }
    #expect(without?.status == .badData)
    #expect(without?.message.contains("there is no metadata.csv") == true)
    #expect(without?.remedy.contains("write a metadata.csv") == true)

    var names: [String] = []
    for id in trial.ids {
      let folder = trial.data(id)
      names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        .filter { $0.hasSuffix(".png") }.sorted()
      let lines = names.enumerated().map { "\($1),patient \($0 / 3)" }
      try trial.write(
        "file,patient\n" + lines.joined(separator: "\n") + "\n", to: folder + "/metadata.csv")
    }
    try trial.runAll(through: 1)

    let other = try Trial(TrialPlan(rounds: 1, unit: "patient"))
    try other.foundCompletely()
    let lines = names.dropLast().map { "\($0),someone" }
    try other.write(
      "file,patient\n" + lines.joined(separator: "\n") + "\n",
      to: other.data("h3") + "/metadata.csv")
    #expect(failure { try other.run("h1") }?.status == .badData)
    let one = failure { try other.run("h3") }
    #expect(one?.status == .badData)
    #expect(one?.message.contains("1 of 30 images of \(other.data("h3")) have no patient;") == true)
    #expect(
      one?.message.hasSuffix("is \(names.last ?? "?"): no line of metadata.csv means it") == true)
  }

  @Test func imagesWhosePatientIsInDoubtAreRefusedOrRecordsOfTheirOwn() throws {
    func trial(_ unit: String, _ ids: [String]) throws -> Trial {
      let trial = try Trial(TrialPlan(rounds: 1, unit: unit), ids: ids)
      let names = try FileManager.default.subpathsOfDirectory(atPath: trial.data(ids[0]))
        .filter { $0.hasSuffix(".png") }.sorted()
      let lines = names.enumerated().map { "\($1),patient \($0 / 3)" }
      // What says nothing is no other patient; what says another is in doubt.
      let table = ["file,Patient ID"] + lines + ["\(names[0]),", "\(names[1]),patient 9"]
      try trial.write(table.joined(separator: "\n"), to: trial.data(ids[0]) + "/metadata.csv")
      try trial.foundCompletely()
      return trial
    }
    let strict = try trial("patient", ["h1", "h2", "h3"])
    let error = failure { try strict.run("h1") }
    #expect(error?.status == .badData)
    let text = error?.message ?? ""
    #expect(text.contains("1 of 30 images of \(strict.data("h1")) have no patient, or not without"))
    #expect(text.hasSuffix(": metadata.csv: lines 3 and 33, column 'Patient ID': two patients"))
    #expect(!text.contains("patient 9") && !text.contains("patient 0"))

    let lenient = try trial("example", ["own-1", "own-2", "own-3"])
    let log = try StandardError.lines(about: lenient.ids) { try lenient.runAll(through: 1) }
      .joined(separator: "\n")
    #expect(log.contains("have no patient, 1 of them because it is in doubt"))
    // Ten patients, and the image in doubt.
    #expect(log.contains("30 examples in 11 records"))
    #expect(!log.contains("patient 9"))
  }
}
