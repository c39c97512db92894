/// What a person says of the plan's trainer on this machine.
public struct TrainerOptions: Sendable {
  /// This hospital's copy of the trainer's folder.
  var folder: String?
  /// A program of the hospital's own that runs the trainer's command elsewhere; empty to forget it.
  var launcher: String?
  /// Whether it may run in bubblewrap only; `false` for without.
  var isSandboxed: Bool?

  /// Takes paths as they were given.
  public init(folder: String? = nil, launcher: String? = nil, isSandboxed: Bool? = nil) {
    self.isSandboxed = isSandboxed
    self.folder = folder.map(SharedLocation.absolute)
    self.launcher = launcher.map { $0.isEmpty ? "" : SharedLocation.absolute($0) }
  }

  /// Refuses the path of a launcher that `env`, which starts it, would take for a variable or an option
  /// of its own.
  ///
  /// - Throws: `NodeError` 64.
  static func check(launcher: String) throws(NodeError) {
    guard !launcher.contains("="), !launcher.hasPrefix("-") else {
      throw NodeError(
        .usage,
        "--trainer-launcher: '\(launcher)' has a '=' or begins with '-', so that it cannot be started",
        remedy: "give a path without these")
    }
  }
}
