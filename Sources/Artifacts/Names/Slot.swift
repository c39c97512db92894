/// The one thing a file says: its name without the ending, `masked` or `unmask-0` for example.
///
/// A member signs each slot of a round at most once in its life.
public enum Slot: Hashable, Sendable {
  /// The founder's plan, before there is a manifest.
  case plan
  /// The manifest of a session.
  case manifest
  /// A hospital's entry or return; counted from 1, the count is its incarnation.
  case enrol(Int)
  /// A hospital's consent to one exact manifest.
  case approval
  /// Opens a round: fixes its leader.
  case commit
  /// A member's masked vector.
  case masked
  /// A member's shares for the set of a ballot.
  case unmask(Int)
  /// Closes a round.
  case result
  /// The model after a round.
  case model

  /// The file name without its ending.
  public var name: String {
    switch self {
    case .plan: "plan"
    case .manifest: "manifest"
    case .enrol(let count): "enrol-" + Self.pad(count, 4)
    case .approval: "approval"
    case .commit: "commit"
    case .masked: "masked"
    case .unmask(let ballot): "unmask-\(ballot)"
    case .result: "result"
    case .model: "model"
    }
  }

  /// Whether the file lies in `consortium/` and not in a round's folder.
  public var isConsortium: Bool {
    switch self {
    case .plan, .manifest, .enrol, .approval: true
    case .commit, .masked, .unmask, .result, .model: false
    }
  }

  /// Reads a file name without its ending.
  public init?(name: String) {
    let fixed: [Slot] = [.plan, .manifest, .approval, .commit, .masked, .result, .model]
    if let slot = fixed.first(where: { $0.name == name }) {
      self = slot
      return
    }
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[1]) else { return nil }
    let slot: Slot = parts[0] == "enrol" ? .enrol(number) : .unmask(number)
    guard slot.name == name else { return nil }
    self = slot
  }

  static func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
