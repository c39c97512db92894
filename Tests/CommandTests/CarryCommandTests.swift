import Foundation
import Glibc
import Testing

/// What `carry` brings, and what it never brings, whatever lies on the medium.
@Suite struct CarryCommandTests {
  @Test func bringsWhatIsNewOnceAndNothingTwice() throws {
    let stick = try Stick()
    try stick.lay(["h1", "h2"], at: "one")
    try stick.make("other")
    #expect(try stick.carry("out", "one").status == 0)
    #expect(try Stick.files(stick.carried).keys.allSatisfy { $0.hasPrefix("h1/") })
    let all = try stick.carry("out", "one", ["--all"])
    #expect(all.status == 0 && all.output.contains("of h2: consortium, rounds 1 to 16"), "\(all)")
    #expect(try Stick.files(stick.carried) == Stick.files(stick.place("one")))
    let before = try Self.times(stick.carried)
    #expect(try stick.carry("out", "one", ["--all"]).output.contains("nothing new"))
    #expect(try Self.times(stick.carried) == before)
    let first = try stick.carry("in", "other", as: "h3")
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("carried in"))
    #expect(try Stick.files(stick.place("other")) == Stick.files(stick.place("one")))
    let again = try stick.carry("in", "other", as: "h3")
    #expect(again.status == 0 && again.output.contains("nothing new"), "\(again)")
  }

  /// A stick that came from a stranger: links, pipes, giants, damaged and foreign files.
  @Test(.timeLimit(.minutes(1))) func bringsNothingThatItsAuthorDidNotSign() throws {
    let stick = try Stick()
    try stick.lay(["h1"], at: "one")
    try stick.lay(["h1", "h2", "h3"], at: "two")
    #expect(try stick.carry("out", "two", as: "h2", ["--all"]).status == 0)
    let evil = try stick.carried
    let secret = stick.place("secret")
    try Data("a patient".utf8).write(to: URL(fileURLWithPath: secret))
    try Self.replace("\(evil)/h2/round-000003/masked.json") { symlink(secret, $0) }
    try Self.replace("\(evil)/h2/round-000004/masked.sealed") { mkfifo($0, 0o644) }
    try Self.replace("\(evil)/h2/round-000005/unmask-0.json") { mkdir($0, 0o755) }
    try Self.replace("\(evil)/h2/round-000006/masked.sealed") {
      close(open($0, O_CREAT | O_WRONLY, 0o644))
      return truncate($0, 10_000_000_000)
    }
    try Self.replace("\(evil)/h3/round-000007") { symlink(stick.place("two/h3/round-000007"), $0) }
    try Self.flip("\(evil)/h3/round-000008/masked.json")
    try Self.flip("\(evil)/h3/round-000009/masked.sealed")
    try Self.flip("\(evil)/h3/round-000010/unmask-0.json.minisig")
    try Self.copy(
      "\(Stick.repository)/Tests/Consortia/varied/h3/round-000001/masked.json",
      to: "\(evil)/h3/round-000001/masked.json")
    // Signed, and for another place.
    for end in ["json", "json.minisig"] {
      try Self.copy(
        "\(evil)/h3/round-000011/masked.\(end)", to: "\(evil)/h3/round-000030/masked.\(end)")
    }
    for name in ["autorun.inf", "H2/round-000001/masked.json", "h9/round-000001/masked.json"] {
      try Self.copy("\(evil)/h3/round-000002/masked.json", to: "\(evil)/\(name)")
    }
    let result = try stick.carry("in", "one")
    #expect(result.status == 76, "\(result)")
    let named = [
      "h2/round-000003/masked.json", "h2/round-000004/masked.sealed",
      "h2/round-000005/unmask-0.json", "h2/round-000006/masked.sealed", "h3/round-000007",
      "h3/round-000008/masked.json", "h3/round-000009/masked.sealed",
      "h3/round-000010/unmask-0.json", "h3/round-000001/masked.json",
      "h3/round-000030/masked.json",
    ]
    for name in named {
      #expect(result.output.contains("FAIL"), "\(name)")
      #expect(result.output.contains(" \(name)"), "\(name) in\n\(result.output)")
    }
    let right = try Stick.files(stick.place("two")).filter { !$0.key.hasPrefix("h1/") }
    let brought = try Stick.files(stick.place("one")).filter { !$0.key.hasPrefix("h1/") }
    for (name, bytes) in brought { #expect(right[name] == bytes, "\(name)") }
    #expect(brought.count > right.count - 3 * named.count)
    // A good stick brings the rest.
    try FileManager.default.removeItem(atPath: evil)
    #expect(try stick.carry("out", "two", as: "h2", ["--all"]).status == 0)
    #expect(try stick.carry("in", "one").status == 0)
    let audit = try Program.audit.run([
      "verify", "--all", "--dir", stick.place("one"),
      "--key", Stick.repository + "/shared/auditor.key",
    ])
    #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
  }

  @Test func replacesNothing() throws {
    let stick = try Stick()
    try stick.lay(["h1", "h2", "h3"], at: "one")
    #expect(try stick.carry("out", "one", ["--all"]).status == 0)
    // In the directory something else lies under two names, and one folder is missing.
    let place = stick.place("one")
    try Self.flip("\(place)/h2/round-000003/masked.json")
    try Self.replace("\(place)/h3/round-000004/unmask-0.json") { symlink("/etc/passwd", $0) }
    try FileManager.default.removeItem(atPath: "\(place)/h3/round-000012")
    let before = try Stick.files(place)
    let result = try stick.carry("in", "one")
    #expect(result.status == 76 && result.errors.contains("decaph-audit compare"), "\(result)")
    #expect(result.output.contains("h2/round-000003/masked.json other bytes lie"), "\(result)")
    #expect(result.output.contains("h3/round-000004/unmask-0.json other bytes lie"))
    #expect(result.output.contains("of h3: round 12"), "\(result.output)")
    let after = try Stick.files(place)
    #expect(after.filter { before[$0.key] != nil } == before)
    #expect(after.keys.contains("h3/round-000012/masked.json"))
    // And on the stick.
    let carried = try Stick.files(stick.carried)
    #expect(try stick.carry("out", "one", ["--all"]).status == 76)
    #expect(try Stick.files(stick.carried) == carried)
  }

  /// Own files come from the own state alone: what a stick knows more is a copy of the state's.
  @Test func neverWritesIntoTheOwnFolder() throws {
    let stick = try Stick()
    try stick.lay(["h1", "h2"], at: "one")
    #expect(try stick.carry("out", "one", ["--all"]).status == 0)
    try FileManager.default.removeItem(atPath: stick.place("one/h1/round-000017"))
    for end in ["json", "json.minisig"] {
      try FileManager.default.removeItem(atPath: stick.place("one/h1/round-000016/unmask-0.\(end)"))
    }
    let before = try Stick.files(stick.place("one"))
    let result = try stick.carry("in", "one")
    #expect(result.status == 76 && result.errors.contains("rolled back"), "\(result)")
    #expect(result.output.contains("h1/round-000016/unmask-0.json is this hospital's own"))
    #expect(result.output.contains("more of this hospital's own"), "\(result.output)")
    #expect(try Stick.files(stick.place("one")) == before)
  }

  @Test func aFullStickSaysWhatIsLeftAndGoesOnWithRoom() throws {
    try #require(geteuid() == 0, "needs the right to mount")
    let stick = try Stick()
    try stick.lay(["h1"], at: "one")
    try stick.make("two")
    try #require(mount("tmpfs", stick.path, "tmpfs", 0, "size=200k") == 0)
    defer { umount2(stick.path, Int32(MNT_DETACH)) }
    let full = try stick.carry("out", "one")
    #expect(full.status == 75 && full.errors.contains("are left to be carried"), "\(full)")
    #expect(full.output.contains("LEFT"))
    let right = try Stick.files(stick.place("one"))
    for (name, bytes) in try Stick.files(stick.carried) { #expect(right[name] == bytes, "\(name)") }
    try #require(mount("tmpfs", stick.path, "tmpfs", UInt(MS_REMOUNT), "size=9m") == 0)
    #expect(try stick.carry("out", "one").status == 0)
    #expect(try Stick.files(stick.carried) == right)
    // A stick that takes nothing, and the hospital's own disk when it is full.
    try #require(
      mount("tmpfs", stick.path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), "size=9m") == 0)
    #expect(try stick.carry("out", "one").status == 0)
    try #require(mount("tmpfs", stick.place("two"), "tmpfs", 0, "size=100k") == 0)
    defer { umount2(stick.place("two"), Int32(MNT_DETACH)) }
    let small = try stick.carry("in", "two", as: "h2")
    #expect(small.status == 75 && small.errors.contains("make room for"), "\(small)")
  }

  /// Killed at any change of the disk it has written whole files alone, and goes on.
  @Test func killedAnywhereItGoesOn() throws {
    let stick = try Stick()
    try stick.lay(["h1"], at: "one")
    try stick.lay(["h1", "h2"], at: "two")
    for round in 2...17 {
      let name = String(format: "h2/round-%06d", round)
      try? FileManager.default.removeItem(atPath: stick.place("two/\(name)"))
    }
    #expect(try stick.carry("out", "two", as: "h2").status == 0)
    let right = try Stick.files(stick.place("two")).filter { $0.key.hasPrefix("h2/") }
    for call in ["write", "fsync", "renameat", "mkdirat"] {
      for number in [1, 3, 8] {
        try? FileManager.default.removeItem(atPath: stick.place("one/h2"))
        let killer = DiskCall(name: call, number: number).killer
        _ = try stick.carry("in", "one", under: killer)
        for (name, bytes) in try Stick.files(stick.place("one"))
        where name.hasPrefix("h2/") && !name.contains("~") {
          #expect(right[name] == bytes, "\(call) \(number): \(name)")
        }
        let result = try stick.carry("in", "one")
        #expect(result.status == 0, "\(call) \(number): \(result)")
        let all = try Stick.files(stick.place("one")).filter { $0.key.hasPrefix("h2/") }
        #expect(all == right, "\(call) \(number)")
      }
    }
  }

  @Test func saysWhatIsWrongWithTheCommand() throws {
    let stick = try Stick()
    try stick.lay(["h1", "h2", "h3"], at: "one")
    try stick.lay(["h1", "h2"], at: "varied", of: "Tests/Consortia/varied")
    func refused(_ line: [String], _ status: Int32, _ text: String) throws {
      let result = try Program.node.run(["carry"] + line)
      #expect(result.status == status && result.errors.contains(text), "\(line): \(result)")
      #expect(result.output.isEmpty)
    }
    let here = ["--dir", stick.place("one"), "--id", "h1"]
    try refused(["out", stick.place("nowhere")] + here, 66, "is not there")
    try refused(["in", stick.place("one/h1")] + here, 64, "lies in the shared directory")
    try refused(["in", stick.path] + here, 66, "holds no files of a consortium")
    try refused(
      ["out", stick.path, "--dir", stick.place("one"), "--id", "h9"], 64, "is no member")
    try refused(
      ["out", stick.path, "--dir", stick.place("gone"), "--id", "h1"], 75, "is not there")
    #expect(try stick.carry("out", "varied").status == 0)
    try refused(["in", stick.path] + here, 78, "another consortium")
    // A link in place of the folder leads nowhere.
    #expect(try stick.carry("out", "one").status == 0)
    let names = try FileManager.default.contentsOfDirectory(atPath: stick.path)
    #expect(names.count == 2)
    for name in names {
      try Self.replace("\(stick.path)/\(name)") { symlink(stick.place("one"), $0) }
    }
    try refused(["out", stick.path] + here, 76, "link")
  }

  private static func replace(_ path: String, _ make: (String) -> Int32) throws {
    try FileManager.default.removeItem(atPath: path)
    try #require(make(path) == 0)
  }

  private static func flip(_ path: String) throws {
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  private static func copy(_ from: String, to: String) throws {
    let folder = URL(fileURLWithPath: to).deletingLastPathComponent().path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(contentsOf: URL(fileURLWithPath: from)).write(to: URL(fileURLWithPath: to))
  }

  private static func times(_ folder: String) throws -> [String: Date] {
    var times: [String: Date] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      times[name] =
        try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.modificationDate]
        as? Date
    }
    return times
  }
}
