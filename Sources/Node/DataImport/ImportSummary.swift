import Datasets

/// What an import did, counted.
public struct ImportSummary {
  /// A kind of files that were passed over.
  struct Passed {
    var count = 0
    /// A few of them, below the folder of the import.
    var files: [String] = []
  }

  let folder: String
  /// All images that are in the folder now.
  var images: [ImportedImage] = []
  /// Images that this run wrote.
  var written = 0
  /// Images that an earlier run wrote.
  var known = 0
  /// Files with an image that another file has brought.
  var copies = 0
  /// Images that lie in another class than they would go to now.
  var moved = 0
  /// Written images that do not say whether text is burned in.
  var unsaid = 0
  /// Written images with a window of their own.
  var windowed = 0
  var passed: [DicomRefusal: Passed] = [:]

  private static let namedFiles = 3

  mutating func pass(_ path: String, _ refusal: DicomRefusal) {
    passed[refusal, default: Passed()].count += 1
    guard refusal.namesFiles, passed[refusal]?.files.count ?? 0 < Self.namedFiles else { return }
    passed[refusal]?.files.append(path)
  }

  /// 0, or 65 where there is no image or more than 5 % of what should be images is damaged.
  public var status: ExitStatus {
    let damaged = passed.filter { $0.key.isDamage }.values.reduce(0) { $0 + $1.count }
    return images.isEmpty || damaged * 20 > damaged + written + known + copies ? .badData : .done
  }

  /// Lines for the hospital's own screen.
  public var text: String {
    var lines = ["imported    \(count(written, "image")) into \(folder)"]
    if known > 0 { lines.append("before      \(count(known, "image")) by an earlier run") }
    if copies > 0 { lines.append("copies      \(count(copies, "file")) of an image that is there") }
    let classes = Dictionary(grouping: images, by: \.title).sorted { $0.key < $1.key }
    lines.append(
      "now there   "
        + (classes.isEmpty
          ? "nothing" : classes.map { "\($0.key) \($0.value.count)" }.joined(separator: ", ")))
    let named = images.compactMap(\.patient)
    let unnamed = images.count - named.count
    lines.append(
      "patients    \(Set(named).count)"
        + (unnamed > 0 ? "; \(count(unnamed, "image")) without a PatientID" : ""))
    if written > 0 {
      lines.append(
        "grey        \(windowed) by their own window, \(written - windowed) by a table of their own "
          + "or from their lowest to their highest value")
    }
    for refusal in DicomRefusal.allCases {
      guard let passed = passed[refusal] else { continue }
      lines.append("passed over \(count(passed.count, "file")): \(refusal.text)")
      lines += passed.files.map { "            \(Self.plain($0))" }
    }
    if moved > 0 {
      lines.append(
        "warn        \(count(moved, "image")) would now go to another class and stayed where they "
          + "are: to move them, remove \(folder) and import again")
    }
    if unsaid > 0 {
      lines.append(
        "warn        \(count(unsaid, "image")) do not say whether text is burned into the picture: "
          + "look at them before they are used")
    }
    lines += ["", "next        decaph-node data check \(folder)"]
    return lines.joined(separator: "\n")
  }

  private func count(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  /// No file's name moves the cursor.
  private static func plain(_ text: String) -> String {
    String(text.map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 0x20 } ? "?" : $0 })
  }
}
