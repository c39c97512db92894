import Foundation
import Glibc
import Testing

/// What each release has left in `Tests/Consortia/release-VERSION`, made by `Scripts/make-release`:
/// a consortium after two rounds of three, the private states, h2's keys under a passphrase. Every
/// later program audits it, and goes on with it.
@Suite struct ReleaseTests {
  private static let consortia = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../Consortia").standardizedFileURL.path

  static let releases = try! FileManager.default.contentsOfDirectory(atPath: consortia)
    .filter { $0.hasPrefix("release-") }.sorted()

  @Test func thereIsOne() { #expect(Self.releases.contains("release-0.1.0")) }

  @Test(arguments: releases) func itsRoundsVerify(release: String) throws {
    let folder = "\(Self.consortia)/\(release)"
    for key in [[], ["--key", folder + "/auditor.key"]] {
      let audit = try Program.audit.run(["verify", "1..2", "--dir", folder + "/shared"] + key)
      #expect(audit.status == 0, "\(audit.output)\(audit.errors)")
      #expect(audit.output.contains("verdict: verified"))
      #expect(audit.output.contains("model recomputed bit for bit") == !key.isEmpty)
    }
  }

  @Test(arguments: releases) func itsStatesGoOn(release: String) throws {
    let folder = try TemporaryFolder()
    // git keeps no modes.
    let copied = try Program.bash.run([
      "-c",
      "cp -r '\(Self.consortia)/\(release)/.' '\(folder.path)' && chmod -R go= '\(folder.path)'",
    ])
    #expect(copied.status == 0, "\(copied.errors)")
    let before = try files(folder.path + "/shared")
    var finished: Set<String> = []
    for _ in 0..<4 {
      for id in Consortium.members where !finished.contains(id) {
        let node = try Program.node.run(
          [
            "run", "--once", "--dir", "shared", "--id", id, "--state", "state-\(id)", "--data",
            "\(id).csv",
          ],
          in: folder.path, adding: ["CREDENTIALS_DIRECTORY": folder.path + "/credentials"])
        #expect(node.status == 0, "\(id): \(node.errors)")
        if node.errors.contains("finished: the plan's last round is closed") { finished.insert(id) }
      }
    }
    #expect(finished.count == 3)
    let after = try files(folder.path + "/shared")
    for (path, bytes) in before { #expect(after[path] == bytes, "\(path) is another") }
    let audit = try Program.audit.run(
      ["verify", "--all", "--dir", "shared", "--key", "auditor.key"], in: folder.path)
    #expect(audit.status == 0 && audit.output.contains("round-3 "), "\(audit.output)")
  }

  /// As a program of today meets what a later one has written.
  @Test func whatANewerOneHasWrittenIsRefusedByName() throws {
    let folder = try TemporaryFolder()
    _ = try Program.bash.run([
      "-c",
      "cp -r '\(Self.consortia)/release-0.1.0/.' '\(folder.path)' && chmod -R go= '\(folder.path)'",
    ])
    let who = ["--dir", "shared", "--id", "h1", "--state", "state-h1"]
    let manifest = URL(filePath: folder.path + "/shared/h1/consortium/manifest.json")
    let text = try Program.text(manifest.path)
    try Data(text.replacing("\"decaph\":1", with: "\"decaph\":2,\"more\":1").utf8).write(
      to: manifest)
    let audit = try Program.audit.run(["verify", "--all", "--dir", "shared"], in: folder.path)
    #expect(audit.status != 0)
    let told = audit.output + audit.errors
    #expect(told.contains("is of format version 2; this decaph knows version 1"), "\(told)")
    try Data(text.utf8).write(to: manifest)

    // FNV-1a, as `CheckedLine` has it.
    let line = #"{"major":1,"minor":99,"software":"decaph 9.8.7"}"#
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in line.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    let checked = String(repeating: "0", count: 16 - digits.count) + digits + " " + line + "\n"
    let place = folder.path + "/state-h1/values/format"
    try Data(checked.utf8).write(to: URL(filePath: place))
    chmod(place, 0o600)
    let node = try Program.node.run(["run", "--once"] + who, in: folder.path)
    #expect(
      node.status == 78 && node.errors.contains("install decaph 9.8.7 or newer"), "\(node.errors)")

    let backup = folder.path + "/backup"
    try Data("decaph-backup/2\nwhatever it may be, and long enough".utf8)
      .write(to: URL(filePath: backup))
    let restored = try Program.node.run(
      [
        "restore", "backup", "--passphrase-file", "credentials/decaph.passphrase", "--dir",
        "shared",
        "--id", "h3", "--state", "new",
      ], in: folder.path)
    #expect(
      restored.status == 78 && restored.errors.contains("of format version 2"), "\(restored.errors)"
    )
  }

  private func files(_ folder: String) throws -> [String: Data] {
    try CrashOnDiskTests.files(folder)
  }
}
