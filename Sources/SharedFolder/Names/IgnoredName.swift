/// A name in the shared folder that is none of ours, and what it probably is.
///
/// Nodes pass over it in silence; the audit lists it as a note. Nothing is ever repaired.
public struct IgnoredName: Hashable, Sendable, CustomStringConvertible {
  /// What the name looks like.
  public enum Reason: String, Sendable {
    /// A second version that a synchronising tool kept: somebody wrote from two places.
    case conflictCopy
    /// A transfer or a publication on its way, or what a crash left of one.
    case temporary
    /// Differs from a valid name only in upper and lower case.
    case caseDiffers
    /// A number spelled with other zeros, such as `round-12` for `round-000012`.
    case numberSpelling
    /// A valid name in the folder of the other kind.
    case misplaced
    /// The book-keeping of a synchronising tool or of a desktop.
    case toolFile
    /// Anything else.
    case unknown
  }

  /// The name as found.
  public let name: String
  /// What it looks like.
  public let reason: Reason

  /// Judges a name that does not fit the grammar of its place.
  /// - Parameters:
  ///   - name: The name as listed.
  ///   - isValid: The grammar of the place, to find near misses.
  init(_ name: String, isValid: (String) -> Bool) {
    self.name = name
    self.reason = Self.reason(name, isValid: isValid)
  }

  private static func reason(_ name: String, isValid: (String) -> Bool) -> Reason {
    let lower = name.lowercased()
    if conflictMarks.contains(where: lower.contains) { return .conflictCopy }
    if toolFiles.contains(lower) || lower.hasPrefix(".nfs") { return .toolFile }
    if lower.hasPrefix("~") || lower.hasPrefix(".")
      || temporaryEndings.contains(where: lower.hasSuffix)
    {
      return .temporary
    }
    if lower != name, isValid(lower) { return .caseDiffers }
    if isNumberMisspelled(lower, isValid: isValid) { return .numberSpelling }
    if ArtifactName(name) != nil { return .misplaced }
    return .unknown
  }

  /// Syncthing, Dropbox, Nextcloud in the spellings that were seen or are documented.
  private static let conflictMarks = [
    ".sync-conflict-", "conflicted copy", "(case conflict", "(unicode encoding conflict",
    "_conflict-",
  ]

  private static let toolFiles: Set<String> = [
    ".stfolder", ".stversions", ".stignore", ".sync", ".nextcloud", ".ds_store", ".dropbox",
    ".dropbox.cache", ".owncloudsync.log", "desktop.ini", "thumbs.db", "lost+found", ".snapshot",
  ]

  private static let temporaryEndings = [
    ".tmp", ".part", ".partial", ".filepart", ".!sync", ".crdownload", "~",
  ]

  /// Whether another count of zeros in front of the one number makes the name valid.
  private static func isNumberMisspelled(_ name: String, isValid: (String) -> Bool) -> Bool {
    guard let start = name.firstIndex(where: { ("0"..."9").contains($0) }) else { return false }
    let digits = name[start...].prefix { ("0"..."9").contains($0) }
    guard let number = Int(digits) else { return false }
    return [1, 4, 6].contains { width in
      let spelled = PaddedNumber(number, width: width).description
      return spelled != digits && isValid(name[..<start] + spelled + name[digits.endIndex...])
    }
  }

  /// The name with control characters made visible, and the reason.
  public var description: String { "\(name.debugDescription): \(reason.rawValue)" }
}
