import Foundation
import Journal
import Testing

@Suite struct StateDirectoryTests {
  let directory = TemporaryDirectory()

  @Test(arguments: [
    (["DECAPH_STATE": "/d", "XDG_STATE_HOME": "/x", "HOME": "/h"], "/d/s/h1"),
    (["DECAPH_STATE": "", "XDG_STATE_HOME": "/x", "HOME": "/h"], "/x/decaph/s/h1"),
    (["XDG_STATE_HOME": "relative", "HOME": "/h"], "/h/.local/state/decaph/s/h1"),
    (["HOME": "/h"], "/h/.local/state/decaph/s/h1"),
  ])
  func locationFollowsTheRule(_ environment: [String: String], _ expected: String) throws {
    #expect(try StateDirectory.location("s/h1", environment: environment) == expected)
  }

  @Test func homeOfTheAccountIsTheLastResort() throws {
    let location = try StateDirectory.location("s", environment: [:])
    #expect(location.hasPrefix("/") && location.hasSuffix("/.local/state/decaph/s"))
  }

  @Test func missingDirectoriesAreMadePrivate() throws {
    let state = try StateDirectory(directory.path + "/a/b", outside: nil)
    #expect(state.path == directory.path + "/a/b")
    #expect(directory.mode("a") == 0o700 && directory.mode("a/b") == 0o700)
    #expect(try StateDirectory(state.path, outside: nil) == state)
  }

  @Test(arguments: [0o750, 0o701, 0o777] as [mode_t])
  func openDirectoryIsRefusedWithTheRepair(_ mode: mode_t) throws {
    let path = directory.path + "/state"
    mkdir(path, 0o700)
    chmod(path, mode)
    let error = expect(.permissions) { try StateDirectory(path, outside: nil) }
    #expect(error?.remedy == "chmod 700 '\(path)'")
    chmod(path, 0o700)
    _ = try StateDirectory(path, outside: nil)
  }

  @Test func stateInTheShareIsRefusedAndNotMade() throws {
    let share = directory.path + "/share"
    directory.plant([], at: "share/h1/x")
    symlink(share + "/h1", directory.path + "/link")
    symlink(directory.path + "/share", directory.path + "/alias")
    for path in ["share", "share/h1/state", "link/a/b", "alias/state", "share/../share/s"] {
      expect(.insideShare) { try StateDirectory("\(directory.path)/\(path)", outside: share) }
      expect(.insideShare) {
        try StateDirectory("\(directory.path)/\(path)", outside: directory.path + "/alias")
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: share) == ["h1"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: share + "/h1") == ["x"])
    _ = try StateDirectory(directory.path + "/shared-not", outside: share)
    _ = try StateDirectory(directory.path + "/other", outside: directory.path + "/not-mounted")
  }

  @Test func fileInPlaceOfTheDirectoryIsReported() throws {
    directory.plant([1], at: "state")
    expect(.io) { try StateDirectory(directory.path + "/state", outside: nil) }
    expect(.io) { try StateDirectory(directory.path + "/state/x", outside: directory.path + "/s") }
  }
}
