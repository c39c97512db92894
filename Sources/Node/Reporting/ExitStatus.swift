/// Exit codes of the programs, after BSD's sysexits.
public enum ExitStatus: Int32, Sendable, CaseIterable {
  /// Done, or waiting for others.
  case done = 0
  /// Wrong use of the command line.
  case usage = 64
  /// Data or a plan that cannot be used.
  case badData = 65
  /// A file or folder that is not there.
  case missing = 66
  /// A program or library that is needed is not installed.
  case unavailable = 69
  /// A fault of the program itself.
  case software = 70
  /// The disk or the share fails.
  case io = 74
  /// Try later: share absent, disk full, already running.
  case tryLater = 75
  /// A violation was seen and kept as evidence; a person must look.
  case violation = 76
  /// Permissions of secrets are too open.
  case permissions = 77
  /// Configuration: wrong session, own state rolled back, setup incomplete.
  case configuration = 78

  /// One line for `--help`.
  public var explanation: String {
    switch self {
    case .done: "done, or waiting for others"
    case .usage: "wrong use of the command line"
    case .badData: "data or a plan that cannot be used"
    case .missing: "a file or folder is missing"
    case .unavailable: "a program or library that is needed is not installed"
    case .software: "a fault of decaph itself"
    case .io: "the disk or the share fails"
    case .tryLater: "try later (share absent, disk full, already running)"
    case .violation: "violation seen, evidence kept, a person must look"
    case .permissions: "permissions of secrets are too open"
    case .configuration: "configuration, wrong session, or state rolled back"
    }
  }
}
