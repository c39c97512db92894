import Audit

extension AuditReport {
  /// What is not right and names a file, or the file that belongs to it: a statement, its
  /// signature and its sealed payload are one thing to the person who has to fetch them again.
  func complaints(about file: String) -> [Finding] {
    findings.filter { finding in
      [.fail, .wait].contains(finding.word)
        && finding.file.map(Self.statement) == Self.statement(file)
    }
  }

  /// The findings of a code that are not right.
  func complaints(_ code: CheckCode) -> [Finding] {
    findings.filter { [.fail, .wait].contains($0.word) && $0.code == code }
  }

  /// The path without its endings: what statement, signature and payload share.
  private static func statement(_ path: String) -> Substring {
    path[..<(path.firstIndex(of: ".") ?? path.endIndex)]
  }
}
