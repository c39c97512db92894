import Sodium

/// Where a signed file lies: writer, folder, slot.
///
/// Path, fields and trusted comment of a signed file all name its place, and must agree.
public struct Place: Hashable, Sendable, CustomStringConvertible {
  /// The member who writes there.
  public let member: MemberID
  /// The round; 0 for genesis and for `consortium/`.
  public let round: Int
  /// What the file says.
  public let slot: Slot

  /// Names a place.
  public init(member: MemberID, round: Int = 0, slot: Slot) {
    self.member = member
    self.round = round
    self.slot = slot
  }

  /// The folder's name inside the member's: `consortium` or `round-000012`.
  public var folder: String { slot.isConsortium ? "consortium" : Self.roundFolder(round) }
  /// `h1/round-000012`.
  public var directory: String { "\(member)/\(folder)" }
  /// `h1/round-000012/masked`, as in the trusted comment.
  public var description: String { "\(directory)/\(slot.name)" }
  /// Path of the statement.
  public var json: String { description + ".json" }
  /// Path of the statement's signature.
  public var signature: String { description + ".json.minisig" }
  /// Path of the parameters to start from, beside a plan that names them.
  public var parameters: String { description + ".safetensors" }
  /// Path of the sealed payload, where the slot has one.
  public var sealed: String { description + ".sealed" }

  /// Reads `h1/round-000012/masked`; `nil` when it is not exactly such a place.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, let member = MemberID(parts[0]), let slot = Slot(name: parts[2]) else {
      return nil
    }
    let round = slot.isConsortium ? 0 : Int(parts[1].dropFirst("round-".count))
    // Beyond this no statement can name the round; and the round after it has to be a number too.
    guard let round, (0...Int(CanonicalJSON.integerLimit)).contains(round) else { return nil }
    self.init(member: member, round: round, slot: slot)
    guard description == text else { return nil }
  }

  /// `round-000012`.
  public static func roundFolder(_ round: Int) -> String { "round-" + Slot.pad(round, 6) }

  /// The first line of the signature file, which minisign leaves unsigned: fixed, so that no byte
  /// of a signature file can be changed unseen.
  var untrustedComment: String { "decaph signature of \(member)" }

  /// `decaph/1 <first 16 hex of session> h1/round-000012/masked`.
  public func trustedComment(session: Digest) -> String {
    "decaph/\(formatVersion) \(session.hex.prefix(16)) \(self)"
  }
}

/// The version of every format of this protocol; a reader refuses any other.
public let formatVersion = 1
