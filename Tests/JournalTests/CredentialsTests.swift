import Foundation
import Glibc
import Journal
import TestFolders
import Testing

/// What a service manager hands over, and who else may read it.
@Suite struct CredentialsTests {
  private let folder = TemporaryFolders.path + "/decaph-credentials-\(UUID().uuidString)"

  private func make(_ mode: mode_t) throws -> Credentials {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("secret".utf8).write(to: URL(filePath: folder + "/name"))
    chmod(folder + "/name", mode)
    return Credentials(folder: folder)
  }

  private func remove() { try? FileManager.default.removeItem(atPath: folder) }

  @Test func isReadByItsOwnerAlone() throws {
    defer { remove() }
    for mode: mode_t in [0o600, 0o400] {
      #expect(try make(mode).read("name", limit: 100) == Array("secret".utf8))
    }
    for mode: mode_t in [0o640, 0o604, 0o620, 0o602, 0o660, 0o444] {
      let error = #expect(throws: JournalError.self) { try make(mode).read("name", limit: 100) }
      #expect(error?.code == .permissions && error?.remedy == "chmod 600 '\(folder)/name'")
    }
  }

  /// Who may change the folder could exchange the file.
  @Test func theFolderIsItsOwnersAlone() throws {
    defer { remove() }
    let credentials = try make(0o600)
    for (mode, isGood) in [(0o700, true), (0o755, true), (0o775, false), (0o777, false)] {
      chmod(folder, mode_t(mode))
      if isGood {
        #expect(try credentials.read("name", limit: 100) != nil)
      } else {
        let error = #expect(throws: JournalError.self) { try credentials.read("name", limit: 100) }
        #expect(error?.code == .permissions && error?.remedy == "chmod 700 '\(folder)'")
      }
    }
  }

  @Test func onlyAPlainFileOfModerateSize() throws {
    defer { remove() }
    let credentials = try make(0o600)
    #expect(throws: JournalError.self) { try credentials.read("name", limit: 5) }
    symlink(folder + "/name", folder + "/link")
    #expect(throws: JournalError.self) { try credentials.read("link", limit: 100) }
    mkfifo(folder + "/pipe", 0o600)
    #expect(throws: JournalError.self) { try credentials.read("pipe", limit: 100) }
    #expect(try credentials.read("other", limit: 100) == nil)
    #expect(try Credentials(folder: nil).read("name", limit: 100) == nil)
    #expect(try Credentials(folder: "").read("name", limit: 100) == nil)
    #expect(Credentials(folder: "").folder == nil)
    #expect(throws: JournalError.self) {
      try Credentials(folder: "relative").read("name", limit: 100)
    }
  }
}
