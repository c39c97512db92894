import Artifacts

/// The path of a file of the protocol, in its parts.
struct FileName: Hashable, Sendable {
  /// Below the shared directory.
  let path: String
  /// In whose folder it lies.
  let member: String
  /// `consortium` or `round-000002`.
  let folder: String
  /// `masked`.
  let slot: String
  /// `.json`, `.json.minisig`, `.sealed` or `.safetensors`.
  let part: String

  init(_ path: String) {
    let parts = path.split(separator: "/").map(String.init)
    self.path = path
    member = parts[0]
    folder = parts[1]
    let name = parts[2]
    part = Self.parts.first(where: name.hasSuffix) ?? ""
    slot = String(name.dropLast(part.count))
  }

  private static let parts = [".json.minisig", ".json", ".sealed", ".safetensors"]

  /// Whether a path is that of the statement, of its signature or of its payload.
  func isPart(_ path: String) -> Bool { Self.parts.contains { path == statement + $0 } }

  /// The path without its ending: what statement, signature and payload share.
  var statement: String { "\(member)/\(folder)/\(slot)" }
  /// The folder's path.
  var directory: String { "\(member)/\(folder)" }
  var json: String { statement + ".json" }
  var signature: String { statement + ".json.minisig" }
  var sealed: String { statement + ".sealed" }
  var place: Place? { Place(statement) }
  /// The round; 0 in `consortium/`.
  var round: Int { Int(folder.dropFirst("round-".count)) ?? 0 }

  /// Whose signature it bears, and for which place: those of the original for a copy.
  var origin: Place? {
    place.map { place in
      place.slot.original.map { Place(member: $0.member, round: place.round, slot: $0.slot) }
        ?? place
    }
  }

  /// What kind of file it is: `unmask-0.json`, `unmask-N.json`, `relay-X.sealed`.
  var kind: String {
    var stem = slot
    if slot.hasPrefix("relay-") {
      stem = slot.contains(".") ? "relay-X.unmask" : "relay-X"
    } else if let dash = slot.firstIndex(of: "-"), !["unmask-0", "enrol-0001"].contains(slot) {
      stem = slot[...dash] + "N"
    }
    return stem + part
  }
}
