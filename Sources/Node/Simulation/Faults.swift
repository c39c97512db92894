/// What goes wrong in a simulation, by name.
public struct Faults: OptionSet, Sendable, Hashable, CustomStringConvertible {
  /// One bit for each fault.
  public let rawValue: Int

  /// Makes a set of bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Files arrive late, in any order.
  public static let delay = Faults(rawValue: 1 << 0)
  /// A transfer fails and is tried again much later.
  public static let loss = Faults(rawValue: 1 << 1)
  /// Groups of hospitals do not see each other for a while.
  public static let partition = Faults(rawValue: 1 << 2)
  /// Files arrive twice, and conflict copies beside them.
  public static let duplicate = Faults(rawValue: 1 << 3)
  /// A file is cut short before it arrives whole.
  public static let truncate = Faults(rawValue: 1 << 4)
  /// A file arrives with a flipped bit before it arrives right.
  public static let flip = Faults(rawValue: 1 << 5)
  /// A hospital's copy of the others' folders goes back in time.
  public static let rollbackFolder = Faults(rawValue: 1 << 6)
  /// A hospital's private state goes back in time.
  public static let rollbackState = Faults(rawValue: 1 << 7)
  /// Nodes stop and start again.
  public static let stop = Faults(rawValue: 1 << 8)
  /// Nodes die at any write.
  public static let crash = Faults(rawValue: 1 << 9)
  /// A second process runs with a copy of a state.
  public static let clone = Faults(rawValue: 1 << 10)
  /// Leaders stay silent when it is their turn.
  public static let silentLeader = Faults(rawValue: 1 << 11)
  /// Up to c members lie: equivocate, misdeal, wrong shares, garbage vectors, votes for everything,
  /// false outcomes.
  public static let liars = Faults(rawValue: 1 << 12)
  /// Whoever runs the folder shows chosen files to chosen members only.
  public static let hiding = Faults(rawValue: 1 << 13)

  /// Nothing goes wrong; every file takes one unit of time.
  public static let none: Faults = []
  /// Everything.
  public static let all = Faults(rawValue: (1 << 14) - 1)

  /// What can go wrong with honest hospitals whose states are safe.
  public static let honest = all.subtracting([.rollbackState, .clone, .liars])

  /// Names as on a command line.
  static let names: [(name: String, fault: Faults)] = [
    ("delay", .delay), ("loss", .loss), ("partition", .partition), ("duplicate", .duplicate),
    ("truncate", .truncate), ("flip", .flip), ("rollback-folder", .rollbackFolder),
    ("rollback-state", .rollbackState), ("stop", .stop), ("crash", .crash), ("clone", .clone),
    ("silent-leader", .silentLeader), ("liars", .liars), ("hiding", .hiding),
  ]

  /// Reads `all`, `none`, or names separated by commas.
  ///
  /// - Throws: `NodeError` 64 naming the word that is no fault.
  public init(_ text: String) throws {
    self = []
    for word in text.split(separator: ",") {
      switch word {
      case "all": formUnion(.all)
      case "none": break
      default:
        guard let found = Self.names.first(where: { $0.name == word }) else {
          throw NodeError(
            .usage, "'\(word)' is no fault",
            remedy: "use all, none, or some of "
              + Self.names.map(\.name).joined(separator: ","))
        }
        formUnion(found.fault)
      }
    }
  }

  /// The names.
  public var description: String {
    if self == .all { return "all" }
    if isEmpty { return "none" }
    return Self.names.filter { contains($0.fault) }.map(\.name).joined(separator: ",")
  }
}
