import Sodium

/// One signed file in words: what it is, who signed it, what it refers to, where it lies.
public struct ShownSlot: Codable, Sendable, Equatable {
  /// A digest that the file names, and which file here has it.
  public struct Reference: Codable, Sendable, Equatable {
    /// What the reference is for: `stands on`, `follows`, `sees`, `saw of h1`, `payload`, ...
    public let name: String
    /// The digest.
    public let digest: Digest
    /// The file here that has this digest.
    public let file: String?
  }

  /// Where it lies below the shared directory, without ending.
  public let place: String
  /// What it is, in a sentence.
  public let what: String
  /// Who signed it; of a copy its author.
  public let signer: String
  /// The signer's fingerprint, to compare by telephone.
  public let fingerprint: String?
  /// `ok`, `wait` where a part is not here, `FAIL` where it is not what was signed.
  public internal(set) var word: Word
  /// Why it is not `ok`.
  public internal(set) var fault: String?
  /// Digest of the `.json` file.
  public internal(set) var digest: Digest?
  /// The round; 0 in `consortium/`.
  public let round: Int
  /// Position in its author's chain; documents have none.
  public internal(set) var seq: Int?
  /// When, by the author's clock; documents have none.
  public internal(set) var created: String?
  /// What it says, line by line.
  public internal(set) var says: [String] = []
  /// What it refers to.
  public internal(set) var references: [Reference] = []
  /// The file.
  public let path: String

  /// The lines for people.
  var lines: [String] {
    func line(_ label: String, _ text: String) -> String {
      "  " + TextTable.pad(label, 14) + AuditReport.plain(text)
    }
    var lines = [place, line("what", what)]
    lines.append(line("signed by", signer + (fingerprint.map { "  (\($0))" } ?? "")))
    lines.append(
      line(
        "checked",
        word == .ok
          ? "canonical form, signature, place" : "\(word.rawValue): \(fault ?? "")"))
    if let seq { lines.append(line("position", "statement \(seq) of \(signer)")) }
    if let created { lines.append(line("created", "\(created), by the author's own clock")) }
    lines += says.map { line("says", $0) }
    lines += references.map {
      line($0.name, "\($0.digest)  \($0.file ?? "(no file here has this digest)")")
    }
    if let digest { lines.append(line("digest", "\(digest)  (b2sum -l 256)")) }
    return lines + [line("file", path)]
  }
}
