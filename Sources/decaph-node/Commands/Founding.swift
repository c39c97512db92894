import ArgumentParser
import Node

/// `init`: the founder's first step.
struct Initialise: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Found a consortium: publish its plan, make the founder's keys.")

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption
  @Option(help: ArgumentHelp("The plan; 'decaph-node plan new' prints one.", valueName: "file"))
  var plan: String
  @Option(help: ArgumentHelp("The founder's own data.", valueName: "path"))
  var data: String?

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try FoundConsortium(
          directory: directory.resolved, id: member.id, state: member.state, plan: plan,
          data: data
        ).run())
    }
  }
}

/// `join`: a hospital makes its keys and asks to be admitted.
struct Join: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Join a consortium: make keys here, publish the enrolment, print the fingerprint.")

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption
  @Option(help: ArgumentHelp("This hospital's own data; they never leave.", valueName: "path"))
  var data: String

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try JoinConsortium(
          directory: directory.resolved, id: member.id, state: member.state, data: data
        ).run())
    }
  }
}

/// `admit`: the founder takes hospitals in after comparing fingerprints.
struct Admit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Admit hospitals (founder), after comparing their fingerprints by telephone.")

  @OptionGroup var directory: DirectoryOption
  @Option(name: .customLong("id"), help: "The founder's own name, if several states are here.")
  var id: String?
  @Option(help: ArgumentHelp("The founder's private state.", valueName: "directory"))
  var state: String?
  @Argument(help: "The hospitals to admit.")
  var members: [String]

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try AdmitMembers(
          directory: directory.resolved, id: id, state: state, members: members
        ).run())
    }
  }
}

/// `start`: the founder fixes the manifest.
struct Start: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fix the manifest (founder): plan, members, keys. Also the founder's own approval.")

  @OptionGroup var directory: DirectoryOption
  @Option(name: .customLong("id"), help: "The founder's own name, if several states are here.")
  var id: String?
  @Option(help: ArgumentHelp("The founder's private state.", valueName: "directory"))
  var state: String?
  @Option(help: "A cap on epsilon that binds this hospital alone; kept locally.")
  var maxEpsilon: Double?

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try StartConsortium(
          directory: directory.resolved, id: id, state: state, maxEpsilon: maxEpsilon
        ).run())
    }
  }
}

/// `approve`: a hospital signs the exact manifest.
struct Approve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Approve the manifest: sign its exact hash. Nothing trains before.")

  @OptionGroup var directory: DirectoryOption
  @OptionGroup var member: MemberOption
  @Option(help: "A cap on epsilon that binds this hospital alone; kept locally.")
  var maxEpsilon: Double?
  @Option(
    help: ArgumentHelp(
      "Approve only this session; its first 16 digits are enough.", valueName: "hash"))
  var session: String?

  func run() throws {
    try Terminal.guarded {
      Terminal.print(
        try ApproveManifest(
          directory: directory.resolved, id: member.id, state: member.state,
          maxEpsilon: maxEpsilon, session: session
        ).run())
    }
  }
}
