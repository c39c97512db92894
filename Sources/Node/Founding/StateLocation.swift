import Artifacts
import Console
import Foundation
import Glibc
import Sodium

/// Which hospital, which shared directory, and where the hospital's private state lies.
public struct StateLocation: Sendable {
  /// The hospital.
  let member: MemberID
  /// The shared directory, absolute.
  let directory: String
  /// The private state, absolute.
  let state: String
  /// Whether a person has said where it lies.
  private let isNamed: Bool

  /// Finds the state of a hospital for a shared directory.
  ///
  /// - Parameter state: the folder itself; without it `$DECAPH_STATE/<id>`, else a folder below
  ///   `$XDG_STATE_HOME/decaph` or `~/.local/state/decaph` that is named after the shared
  ///   directory and the id. The session cannot name it: at `join` there is none yet.
  init(directory: String, id: String, state: String?) throws {
    member = try Self.member(id)
    self.directory = SharedLocation.absolute(directory)
    self.state = state.map(SharedLocation.absolute) ?? Self.standard(self.directory) + "/" + id
    isNamed = state != nil
  }

  /// The options with which a person means this hospital in a further command.
  var options: String {
    let named = isNamed ? " --state \(ShellWord.quoted(state))" : ""
    return "--dir \(ShellWord.quoted(directory)) --id \(member)\(named)"
  }

  /// The founder's state, found by the plan that lies in the shared directory.
  ///
  /// - Throws: `NodeError` 66 where the founder's state is not here.
  static func founder(directory: String, id: String?, state: String?) throws -> StateLocation {
    if let id { return try StateLocation(directory: directory, id: id, state: state) }
    let folder = try SharedFolders.open(directory)
    let founder = try ConsortiumReader(folder: folder).founder().place.member
    let location = try StateLocation(directory: directory, id: founder.name, state: state)
    guard try location.exists() else {
      throw NodeError(
        .missing,
        "only the founder \(founder) can do this, and there is no state of \(founder) at "
          + location.state,
        remedy: "run it where \(founder) has run 'decaph-node init', as that account, or give its "
          + "--state")
    }
    return location
  }

  /// Whether there is a state.
  /// - Throws: `NodeError` 74 where this account may not look: it could be another one's, and `join`
  ///   would make new keys beside it.
  func exists() throws(NodeError) -> Bool {
    guard access(state, R_OK | X_OK) != 0 else { return true }
    guard errno != ENOENT, errno != ENOTDIR else { return false }
    throw NodeError(
      .io, "the private state \(state) cannot be read (\(String(cString: strerror(errno))))",
      remedy: "run as the account that owns it, or check --state")
  }

  /// A checked member name.
  static func member(_ id: String) throws -> MemberID {
    guard let member = MemberID(id) else {
      throw NodeError(
        .usage, "'\(id)' is not a hospital name",
        remedy: "use 1 to 31 of a-z, 0-9 and '-', a letter first, no '-' last: h1 for example")
    }
    return member
  }

  private static func standard(_ directory: String) -> String {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["DECAPH_STATE"], !named.isEmpty {
      return SharedLocation.absolute(named)
    }
    let base =
      environment["XDG_STATE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? (environment["HOME"] ?? "/var/lib") + "/.local/state"
    let tag = Digest(hashing: [UInt8](directory.utf8)).hex.prefix(16)
    return "\(base)/decaph/\(tag)"
  }
}
