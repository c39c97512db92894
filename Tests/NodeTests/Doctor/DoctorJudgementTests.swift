import Artifacts
import Sodium
import Testing

@testable import Node
@testable import SharedFolder

/// What the doctor makes of what no test can make a machine do.
@Suite struct DoctorJudgementTests {
  private let h1 = MemberID("h1")!
  private let h2 = MemberID("h2")!

  private func facts(
    _ mode: UInt32, owner: UInt32 = 7, group: UInt32 = 7, isWritable: Bool = false
  ) -> EntryFacts {
    EntryFacts(
      isDirectory: true, mode: mode, owner: owner, group: group, changed: 0, isWritable: isWritable)
  }

  @Test func rightsOfFolders() {
    let node = RightsCheck(rights: AccountRights(user: 5, groups: [50]), isRemote: false)
    let root = RightsCheck(rights: AccountRights(user: 0, groups: [0]), isRemote: false)
    let own = node.own(h1, facts(0o755, owner: 5, isWritable: true), hasJoined: true)
    #expect(own.word == .ok)
    #expect(node.own(h1, facts(0o755), hasJoined: true).status == .io)
    #expect(node.own(h1, facts(0o775, owner: 5, isWritable: true), hasJoined: true).word == .note)
    #expect(node.own(h1, facts(0o755, isWritable: true), hasJoined: true).word == .note)
    #expect(node.own(h1, nil, hasJoined: true).status == .tryLater)
    #expect(node.own(h1, nil, hasJoined: false).word == .skip)

    #expect(node.others([(h2, facts(0o755))]).word == .ok)
    #expect(node.others([(h2, facts(0o755, owner: 5))]).word == .note)
    #expect(node.others([(h2, facts(0o775, group: 50))]).word == .note)
    #expect(node.others([(h2, facts(0o757))]).word == .note)
    // Access control lists: only the kernel knows.
    #expect(node.others([(h2, facts(0o755, isWritable: true))]).word == .note)
    #expect(root.others([(h2, facts(0o755, isWritable: true))]).word == .skip)
    #expect(root.others([(h2, facts(0o777, isWritable: true))]).word == .note)
    #expect(node.others([]).word == .skip)
    let far = RightsCheck(rights: AccountRights(user: 5, groups: []), isRemote: true)
    #expect(far.others([(h2, facts(0o755))]).text.contains("not seen from here"))
  }

  @Test func clocks() {
    func statement(
      _ member: MemberID, created: Double, changed: Double, sees: [Digest] = [], _ name: String
    ) -> SeenStatement {
      SeenStatement(
        member: member, created: created, changed: changed, software: "decaph",
        sees: sees, digest: Digest(hashing: Array(name.utf8)))
    }
    let own = statement(h1, created: 1_000, changed: 1_000, "own")
    // Signed 2 s after what it acts on, here 1 s later.
    let right = statement(h2, created: 1_002, changed: 1_003, sees: [own.digest], "a")
    let alike = ClockCheck(others: [right], own: [own], clockAhead: 0)
    #expect(alike.bounds(of: h2) == (-1, 3))
    #expect(alike.findings.map(\.word) == [.ok, .ok])

    // An hour ahead: signed an hour later than it came here.
    let ahead = statement(h2, created: 4_602, changed: 1_003, sees: [own.digest], "b")
    let fast = ClockCheck(others: [ahead], own: [own], clockAhead: 0)
    #expect(
      fast.findings[0].word == .note && fast.findings[0].text.contains("at least 60 min ahead"))
    // An hour behind: signed before what it acts on.
    let behind = statement(h2, created: -2_598, changed: 1_003, sees: [own.digest], "c")
    let slow = ClockCheck(others: [behind], own: [own], clockAhead: 0)
    #expect(slow.findings[0].word == .note && slow.findings[0].text.contains("behind"))
    // Without anything that it acts on, a slow clock and a slow transport look the same.
    let late = statement(h2, created: -2_598, changed: 1_003, "d")
    let unknown = ClockCheck(others: [late], own: [own], clockAhead: 0)
    #expect(unknown.findings[0].word == .ok && unknown.findings[1].word == .note)
    #expect(ClockCheck(others: [right], own: [own], clockAhead: -900).findings[0].word == .note)
    #expect(
      ClockCheck(others: [], own: [own], clockAhead: 0).findings.map(\.word) == [.skip, .skip])
  }

  @Test func roomForTheRoundsLeft() throws {
    let plan = try PlanFile.parse(TrialPlan(rounds: 10).text, file: "plan.toml")
    let sizes = try RoundSizes(plan, members: 3)
    let check = RoomCheck(sizes: sizes, closed: 4)
    let one = sizes.shared(after: 4, rounds: 1)
    #expect(sizes.shared(after: 4) == 6 * one && sizes.shared(after: 10) == 0)
    #expect(check.share(FreeSpace(bytes: one - 1, files: nil)).status == .tryLater)
    #expect(check.share(FreeSpace(bytes: one, files: nil)).word == .note)
    #expect(check.share(FreeSpace(bytes: 6 * one, files: nil)).word == .ok)
    #expect(check.share(FreeSpace(bytes: 6 * one, files: 20)).word == .note)
    #expect(check.share(nil).word == .skip)
    #expect(check.state(FreeSpace(bytes: 1, files: nil)).status == .tryLater)
    #expect(RoomCheck(sizes: sizes, closed: 10).share(FreeSpace(bytes: 1, files: 0)).word == .ok)
  }

  @Test func mounts() throws {
    let list = """
      22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      30 22 0:40 / /mnt/shared rw,relatime shared:2 - nfs4 server:/export rw,vers=4.2,hard
      31 22 0:41 / /mnt/my\\040share rw - nfs server:/a\\040b rw,vers=3,soft
      32 22 0:42 / /mnt/shared/locked ro - cifs //server/x rw
      """
    let share = try #require(Mount(holding: "/mnt/shared/h1", in: list))
    #expect(share.type == "nfs4" && share.source == "server:/export" && share.isRemote)
    #expect(Mount(holding: "/mnt/sharedX", in: list)?.type == "ext4")
    #expect(Mount(holding: "/mnt/my share", in: list)?.source == "server:/a b")
    #expect(Mount(holding: "/", in: "nonsense") == nil)
    #expect(ShareCheck.judge("/mnt/shared", on: share).word == .ok)
    let soft = ShareCheck.judge("/mnt/my share", on: Mount(holding: "/mnt/my share", in: list))
    #expect(soft.word == .note && soft.text.contains("soft"))
    let locked = Mount(holding: "/mnt/shared/locked", in: list)
    #expect(ShareCheck.judge("/mnt/shared/locked", on: locked).status == .io)
  }

  @Test func probes() {
    #expect(ProbeCheck.judge(FolderProbe()).allSatisfy { $0.word == .ok })
    #expect(ProbeCheck.judge(FolderProbe(renames: false))[0].word == .note)
    #expect(ProbeCheck.judge(FolderProbe(listsAtOnce: false))[0].word == .note)
    #expect(ProbeCheck.judge(FolderProbe(seconds: 60))[0].word == .note)
    #expect(ProbeCheck.judge(FolderProbe(syncsNames: false))[1].word == .note)
    #expect(ProbeCheck.judge(FolderProbe(foldsCase: true))[2].text.contains("are the same"))
  }

  @Test func versionsAndCodes() {
    #expect(VersionCheck(found: [:], own: "decaph 1").finding.word == .skip)
    #expect(VersionCheck(found: [h2: "decaph 1"], own: "decaph 1").finding.word == .ok)
    #expect(VersionCheck(found: [h2: "decaph 2"], own: "decaph 1").finding.word == .note)
    let note = DoctorFinding.note(.names, "x", next: "y")
    let full = DoctorFinding.fail(.room, .tryLater, "x\u{1b}[2J", next: "y")
    let open = DoctorFinding.fail(.state, .permissions, "x", next: "y")
    #expect(DoctorReport([.ok(.share, "x"), .skip(.state, "x")]).code == 0)
    #expect(DoctorReport([note]).code == 1)
    #expect(DoctorReport([note, full, open]).code == 75)
    // No name of a file steers the terminal.
    #expect(!DoctorReport([full]).text.contains("\u{1b}"))
    #expect(
      DoctorReport([open]).json == [
        #"{"check":"state","exit":77,"next":"y","text":"x","word":"FAIL"}"#,
        #"{"exit":77,"verdict":"the node cannot work here"}"#,
      ])
  }
}
