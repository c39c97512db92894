import Artifacts
import Foundation
import Node
import SharedFolder
import Testing

/// `decaph-node doctor` on real folders and states.
@Suite struct DoctorTests {
  private func look(_ trial: Trial, _ id: String = "h1") throws -> DoctorReport {
    try Doctor(directory: trial.shared, id: id, state: trial.state(id)).look()
  }

  private func finding(_ check: DoctorCheck, _ report: DoctorReport) throws -> DoctorFinding {
    try #require(report.findings.first { $0.check == check }, "\(check): \(report.text)")
  }

  /// Everything in the share, also what the doctor could have left.
  private func names(_ trial: Trial) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: trial.shared).sorted()
  }

  @Test func aFinishedRoundHasNothingToRepair() throws {
    let trial = try Trial(TrialPlan(rounds: 2))
    try trial.foundCompletely()
    try trial.runAll(through: 1)
    let (before, files) = (try trial.snapshot(trial.root), try names(trial))
    let report = try look(trial)
    #expect(try trial.snapshot(trial.root) == before && names(trial) == files)
    #expect(!report.findings.contains { $0.word == .fail }, "\(report.text)")
    for check in [
      DoctorCheck.share, .consortium, .folder, .names, .rename, .sync, .clock, .delay,
      .state, .process, .identity, .versions, .data,
    ] {
      #expect(try finding(check, report).word == .ok, "\(report.text)")
    }
    #expect(report.findings.count { $0.check == .room } == 2)
    // All folders belong to one account here: that is a note, or not to be told as root.
    #expect([0, 1].contains(report.code))
    for finding in report.findings where finding.word == .note || finding.word == .fail {
      #expect(finding.next?.isEmpty == false)
    }
    // The same folder gives the same lines but for free space, times and the probe's speed.
    let stable = { (report: DoctorReport) in
      report.findings.map { [$0.word.rawValue, $0.check.rawValue] }
    }
    #expect(try stable(look(trial)) == stable(report))
  }

  @Test func itWorksBeforeAnythingIsThere() throws {
    let trial = try Trial()
    let absent = try look(trial)
    #expect(absent.code == 75 && absent.findings.first?.check == .share)

    try FileManager.default.createDirectory(
      atPath: trial.shared, withIntermediateDirectories: false)
    let empty = try look(trial)
    #expect(empty.code == 66 && empty.text.contains("no consortium is founded"), "\(empty.text)")

    try trial.found()
    let stranger = try look(trial, "h2")
    #expect(stranger.code <= 1, "\(stranger.text)")
    #expect(try finding(.state, stranger).word == .skip)
    #expect(try finding(.folder, stranger).word == .skip)
    #expect(try finding(.rename, stranger).word == .skip)
    #expect(!FileManager.default.fileExists(atPath: trial.state("h2")))
    #expect(try !names(trial).contains { $0.hasPrefix("h2") })

    try trial.join("h2")
    let joined = try look(trial, "h2")
    #expect(joined.code <= 1 && joined.text.contains("here so far: 2"), "\(joined.text)")
    #expect(try finding(.rename, joined).word == .ok)
    #expect(try finding(.data, joined).word == .ok)
  }

  @Test func everyTroubleHasTheCodeOfTheNode() throws {
    let trial = try Trial(TrialPlan(rounds: 2))
    try trial.foundCompletely()
    let manager = FileManager.default
    try manager.copyItem(atPath: trial.state("h2"), toPath: trial.root + "/copy")
    try trial.runAll(through: 1)

    // An old copy of the state: what the node itself says, with its code.
    try manager.moveItem(atPath: trial.state("h2"), toPath: trial.root + "/newest")
    try manager.moveItem(atPath: trial.root + "/copy", toPath: trial.state("h2"))
    let clone = try look(trial, "h2")
    #expect(try finding(.identity, clone).status == .configuration && clone.code == 78)
    #expect(failure { try trial.run("h2") }?.status == .configuration)
    try manager.removeItem(atPath: trial.state("h2"))
    let lost = try look(trial, "h2")
    #expect(lost.code == 66 && lost.text.contains("there is no private state"))
    try manager.moveItem(atPath: trial.root + "/newest", toPath: trial.state("h2"))
    #expect(try look(trial, "h2").code <= 1)

    try manager.setAttributes([.posixPermissions: 0o755], ofItemAtPath: trial.state("h2"))
    let open = try look(trial, "h2")
    #expect(open.code == 77 && open.text.contains("chmod -R go-rwx"), "\(open.text)")
    #expect(try finding(.identity, open).word == .skip)
    try manager.setAttributes([.posixPermissions: 0o700], ofItemAtPath: trial.state("h2"))
    let key = trial.state("h2") + "/secrets/identity"
    try manager.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
    #expect(try look(trial, "h2").code == 77)
    try manager.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)

    try manager.moveItem(atPath: trial.data("h2"), toPath: trial.root + "/moved")
    #expect(try look(trial, "h2").code == 66)
    try manager.moveItem(atPath: trial.root + "/moved", toPath: trial.data("h2"))

    // A mount that is not there: the folder is empty.
    try manager.moveItem(atPath: trial.shared, toPath: trial.root + "/away")
    try manager.createDirectory(atPath: trial.shared, withIntermediateDirectories: false)
    let unmounted = try look(trial, "h2")
    #expect(unmounted.code == 75, "\(unmounted.text)")
    #expect(try names(trial).isEmpty)
    try manager.removeItem(atPath: trial.shared)
    try manager.moveItem(atPath: trial.root + "/away", toPath: trial.shared)
    #expect(try Doctor(directory: trial.shared, id: "h9", state: nil).look().code == 64)
    #expect(try look(trial, "h2").code <= 1)
  }

  @Test func conflictCopiesAndForgedRoundsAreNotes() throws {
    let trial = try Trial(TrialPlan(rounds: 2))
    try trial.foundCompletely()
    try trial.run("h1")
    let masked = trial.path("h1", 1, "masked.json")
    let copy = trial.path("h1", 1, "masked.sync-conflict-20261126-093000-ABCDEFG.json")
    try FileManager.default.copyItem(atPath: masked, toPath: copy)
    let found = try finding(.names, look(trial))
    #expect(found.word == .note && found.text.contains("in the own folder"))
    #expect(try finding(.names, look(trial, "h2")).word == .note)
    #expect(try !finding(.names, look(trial, "h2")).text.contains("own folder"))
    try FileManager.default.removeItem(atPath: copy)
    #expect(try finding(.names, look(trial)).word == .ok)
    let link = trial.shared + "/h4"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/etc")
    let blocked = try finding(.names, look(trial))
    #expect(blocked.word == .note && blocked.text.contains("h4: a link"), "\(blocked.text)")
    try FileManager.default.removeItem(atPath: link)

    let status = trial.shared + "/h1/status.json"
    let text = try String(contentsOfFile: status, encoding: .utf8)
    try trial.write(text.replacing("\"round\":1", with: "\"round\":7"), to: status)
    let ahead = try finding(.identity, look(trial))
    #expect(ahead.word == .note && ahead.text.contains("says round 7"))
  }

  @Test func skewedClocksAreBounded() throws {
    let trial = try Trial(TrialPlan(rounds: 2))
    try trial.foundCompletely()
    try trial.runAll(through: 1)
    let right = try finding(.clock, look(trial))
    #expect(right.word == .ok && right.text.contains("h2") && right.text.contains("h3"))

    // What h2 signs with a clock that is an hour ahead, and one that is an hour behind.
    let unmask = trial.path("h2", 1, "unmask-0.json")
    let statement = try trial.decode(Statement<UnmaskBody>.self, unmask)
    for (skew, word) in [(3600.0, "ahead"), (-3600, "behind")] {
      let wrong = try statement.repeated(
        created: Date(timeIntervalSinceNow: skew).formatted(.iso8601))
      try trial.plant(trial.signer("h2").sign(wrong, round: 1, slot: .unmask(0)))
      let clock = try finding(.clock, look(trial))
      #expect(clock.word == .note && clock.text.contains("h2 is at least"))
      #expect(clock.text.contains(word) && !clock.text.contains("h3"), "\(clock.text)")
    }
    // Unsigned, it says nothing.
    try trial.overwrite(unmask, Array("{}".utf8))
    #expect(try finding(.clock, look(trial)).word == .ok)
  }
}
