import Artifacts
import Foundation
import Journal

extension TrainerProgram {
  /// The trainer as a hospital runs it; `nil` for a plan without one.
  ///
  /// - Throws: `NodeError` 78 when the hospital has not said where its copy is.
  init?(hospital: Hospital, plan: Plan) throws(NodeError) {
    guard let trainer = plan.trainer else { return nil }
    let settings = hospital.settings
    guard let folder = settings.trainer else {
      throw NodeError(
        .configuration, "the plan has a trainer, and \(hospital.id) has no copy of it",
        remedy: "get the folder from the founder, and give it once with --trainer PATH")
    }
    self.init(
      plan: trainer, folder: folder, launcher: settings.trainerLauncher, root: hospital.root,
      hidden: [settings.directory, hospital.root]
        + [settings.data, Credentials.ofProcess.folder].compactMap { $0 })
  }

  /// Uses bubblewrap where it works and no launcher takes its place.
  ///
  /// - Parameters:
  ///   - wanted: whether it must be used, or must not; `nil` for where it works.
  ///   - note: told whether bubblewrap keeps the trainer apart.
  /// - Throws: `NodeError` 64 for a launcher that cannot be started, 78 where bubblewrap must be used and
  ///   cannot: what a trainer sees does not change silently.
  mutating func chooseSandbox(
    wanted: Bool? = nil, _ note: (String) -> Void
  ) throws(NodeError) {
    if let launcher {
      try TrainerOptions.check(launcher: launcher)
      guard FileManager.default.isExecutableFile(atPath: launcher) else {
        throw NodeError(
          .usage, "--trainer-launcher: '\(launcher)' is not a program",
          remedy: "give the path of an executable file, or \"\" for none")
      }
      note("\(launcher) runs the trainer, outside of bubblewrap: it can read what this account can")
      return
    }
    if wanted == false {
      note("the trainer runs without bubblewrap, as was asked: it can read what this account can")
      return
    }
    do throws(TrainerSandbox.Absence) {
      sandbox = try TrainerSandbox()
      note(
        "the trainer runs in bubblewrap: no network, no sight of shared directory, state and data")
    } catch {
      guard wanted == nil else {
        throw NodeError(
          .configuration, "the trainer shall run in bubblewrap only, and cannot: \(error.why)",
          remedy: "repair that, or give --no-trainer-sandbox once: then the trainer can read what "
            + "this account can")
      }
      note("the trainer runs without bubblewrap and can read what this account can: \(error.why)")
    }
  }
}

extension Hospital {
  /// Remembers what people say of the trainer.
  ///
  /// - Throws: `NodeError` 64 for a launcher that cannot be started, 66 when there is no such folder, 77
  ///   when it lies where others write.
  func remember(_ options: TrainerOptions) throws {
    var settings = settings
    if let folder = options.folder {
      var isDirectory: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory),
        isDirectory.boolValue
      else {
        throw NodeError(
          .missing, "there is no folder of a trainer at \(folder)",
          remedy: "give --trainer the folder that the founder handed out")
      }
      settings.trainer = folder
    }
    if let launcher = options.launcher {
      try TrainerOptions.check(launcher: launcher)
      settings.trainerLauncher = launcher.isEmpty ? nil : launcher
    }
    if let isSandboxed = options.isSandboxed { settings.trainerSandbox = isSandboxed }
    for path in [options.folder, options.launcher].compactMap(\.self) where !path.isEmpty {
      guard SharedLocation.consortium(around: path) == nil else {
        throw NodeError(
          .permissions, "'\(path)' lies in a shared directory, where others write",
          remedy: "keep it in a folder of this hospital's own")
      }
    }
    try remember(settings)
  }
}
