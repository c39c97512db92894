/// The name of one of the protocol's files: `masked.json`, `masked.json.minisig`, `masked.sealed`,
/// `plan.safetensors`.
public struct ArtifactName: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Which of the files of a slot it is.
  public enum Part: String, Sendable, CaseIterable {
    /// The large sealed payload.
    case payload = ".sealed"
    /// The parameters that a plan starts from.
    case parameters = ".safetensors"
    /// The statement.
    case statement = ".json"
    /// The statement's detached signature.
    case signature = ".json.minisig"
  }

  /// What the file says.
  public let slot: ArtifactSlot
  /// Which of the slot's files it is.
  public let part: Part

  /// Makes a name. Only some slots have a payload or parameters; another is a fault of the caller.
  public init(_ slot: ArtifactSlot, _ part: Part) {
    precondition(Self.fits(slot, part), "\(slot) has no \(part)")
    self.slot = slot
    self.part = part
  }

  /// Reads a file name; `nil` when it is not exactly one of the grammar.
  public init?(_ name: String) {
    guard let part = Part.allCases.last(where: { name.hasSuffix($0.rawValue) }),
      let slot = ArtifactSlot(name.dropLast(part.rawValue.count)),
      Self.fits(slot, part)
    else { return nil }
    self.init(slot, part)
  }

  private static func fits(_ slot: ArtifactSlot, _ part: Part) -> Bool {
    switch part {
    case .payload: slot.hasPayload
    case .parameters: slot == .plan
    case .statement, .signature: true
    }
  }

  /// Byte order of the names.
  public static func < (left: Self, right: Self) -> Bool {
    left.description.utf8.lexicographicallyPrecedes(right.description.utf8)
  }

  /// The file name.
  public var description: String { "\(slot)\(part.rawValue)" }
}
