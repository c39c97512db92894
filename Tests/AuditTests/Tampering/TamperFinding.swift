import Audit

/// What audits said of one mutation.
struct TamperFinding {
  /// The strongest word that names the file: `FAIL`, `wait`, or `accepted` where the audit ends with 0.
  let word: String
  /// The codes of the findings that name it.
  let codes: Set<String>
  /// Files of other statements that are called wrong.
  let stray: Set<String>
  /// What an audit printed.
  let text: String
  /// Whether the file is only noted, in its author's chain or by itself, and evidence convicts the
  /// author: such a member can spoil its files at will, and the rounds went on without it.
  let isHandled: Bool
  private let isVerified: Bool

  /// Reads a report; without one the round was refused because nothing of it is here.
  init(_ mutation: Mutation, _ report: AuditReport?) {
    let complaints = report?.findings.filter { Self.names(mutation, $0) } ?? []
    let wrong = report?.findings.filter { $0.word == .fail } ?? []
    isVerified = report?.verdict.exitCode == 0
    word =
      complaints.contains { $0.word == .fail }
      ? "FAIL" : !complaints.isEmpty ? "wait" : isVerified ? "accepted" : "unnamed"
    codes = Set(complaints.map(\.code.rawValue))
    stray = Set(wrong.compactMap(\.file).filter { !mutation.file.isPart($0) })
    text = report?.text ?? "no such round"
    let member = mutation.file.member
    isHandled =
      report?.findings.contains { $0.word == .note && Self.isAbout(mutation, $0) } ?? false
      && report?.findings.contains {
        $0.code == .evidence && [.ok, .note].contains($0.word)
          && ($0.message.contains("proves that \(member) ")
            || $0.message.hasPrefix("\(member) is evicted"))
      } ?? false
  }

  /// Whether a finding complains about the spoilt file.
  private static func names(_ mutation: Mutation, _ finding: Finding) -> Bool {
    [.fail, .wait].contains(finding.word) && isAbout(mutation, finding)
  }

  private static func isAbout(_ mutation: Mutation, _ finding: Finding) -> Bool {
    let file = mutation.file
    // Statement, signature and payload are one thing to the person who has to fetch them again.
    if let path = finding.file, file.isPart(path) { return true }
    // Of a chain, or of what two members saw, two files are named.
    if finding.message.contains(file.json) { return true }
    // A folder that is none has no files: any of them stands for it.
    let isFolder = mutation.kind == .folderReplaced
    if isFolder, finding.file?.hasPrefix(file.directory + "/") == true { return true }
    // What nobody refers to by name is named by its position in its author's chain.
    if mutation.kind == .statementDeleted, let position = mutation.position,
      finding.message.hasPrefix(position + " ") || finding.message.hasPrefix(position + ",")
    {
      return true
    }
    // Without a manifest nobody knows who the founder is, in whose folder it should lie.
    let isFounders = file.slot == "manifest" || isFolder && mutation.file.folder == "consortium"
    return isFounders && finding.code == .anchor && finding.file == nil
  }

  private init(_ one: TamperFinding, all: TamperFinding) {
    // More files show more, chains for example; never less.
    let order = ["accepted", "unnamed", "wait", "FAIL"]
    let isStronger = order.firstIndex(of: all.word)! >= order.firstIndex(of: one.word)!
    isVerified = all.isVerified
    word = isStronger ? all.word : all.isVerified ? "verified with all rounds" : one.word
    codes = one.codes.union(all.codes)
    stray = one.stray.union(all.stray)
    isHandled = one.isHandled || all.isHandled
    text = isStronger || all.isVerified ? all.text : one.text
  }

  /// What an audit of a round and one of all rounds say together.
  func joined(all: TamperFinding) -> TamperFinding { TamperFinding(self, all: all) }
}
