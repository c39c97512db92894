import Audit
import Foundation
import Testing

/// `explain`: every code of an audit can be looked up.
@Suite struct ExplanationTests {
  @Test func everyCodeHasItsOwnExplanation() {
    let all = CheckCode.allCases.map(\.explanation)
    for texts in [all.map(\.title), all.map(\.checks), all.map(\.stops)] {
      #expect(Set(texts).count == CheckCode.allCases.count)
      #expect(texts.allSatisfy { $0.count > 15 })
    }
    for explanation in all {
      let advice = Word.allCases.compactMap(explanation.advice)
      #expect(advice.count > 1 && advice.allSatisfy { !$0.isEmpty }, "\(explanation.title)")
    }
  }

  @Test func theListAndTheTextsCoverAllCodes() throws {
    let list = ExplanationText.list.split(separator: "\n")
    for code in CheckCode.allCases {
      #expect(list.contains { $0.hasPrefix(code.rawValue + " ") })
      #expect(try CheckCode.named(code.rawValue) == code)
      let text = ExplanationText.of(code)
      #expect(text.hasPrefix("\(code.rawValue): "))
      for word in ["checks", "stops", "FAIL", "wait", "skip", "note"] {
        #expect(text.contains("\n  \(word) "), "\(word) of \(code)")
      }
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 98 }, "\(text)")
    }
    let lines = ExplanationText.jsonLines(CheckCode.allCases).split(separator: "\n")
    #expect(lines.count == CheckCode.allCases.count)
  }

  /// The checks that the design asks for, by the words in which it does.
  @Test(arguments: [
    ("manifest", CheckCode.anchor), ("approvals", .approvals), ("signatures", .signatures),
    ("places", .signatures), ("canonical", .signatures), ("chains", .chains), ("links", .links),
    ("draw", .leader), ("skips", .leader), ("participants", .participants), ("set", .set),
    ("votes", .ballots), ("unmasking", .ballots), ("shares", .shares), ("payloads", .payloads),
    ("aggregate", .aggregate), ("model", .model), ("ledger", .ledger), ("heads", .heads),
  ])
  func whatTheDesignAsksForIsChecked(word: String, code: CheckCode) throws {
    #expect(try CheckCode.named(word) == code)
  }

  @Test func anUnknownCodeGivesTheList() {
    let error = #expect(throws: AuditError.self) { try CheckCode.named("no\u{1b}such") }
    #expect(error?.status == 64)
    #expect(CheckCode.allCases.allSatisfy { error?.remedy.contains($0.rawValue) ?? false })
    #expect(error?.message.contains("\u{1b}") == false)
  }

  /// Whatever an audit says of a code, the explanation has advice on that word.
  @Test func everyWordThatIsSaidIsExplained() throws {
    let copy = try SharedCopy()
    for (file, tampering) in [
      ("h2/round-000012/masked.json", Tampering.flipMiddle),
      ("h3/round-000011/unmask-0.json", .delete), ("h2/round-000008/model.sealed", .flipLast),
      ("h1/round-000005/masked.sealed", .cut), ("h1/consortium/plan.json", .delete),
    ] {
      #expect(try tampering.apply(to: file, in: copy))
    }
    let findings = try copy.audit(.all).findings + copy.audit(.all, withKey: false).findings
    #expect(Set(findings.map(\.word)).isSuperset(of: [.fail, .wait, .skip]))
    for finding in findings {
      #expect(finding.code.explanation.advice(on: finding.word) != nil, "\(finding)")
    }
  }

  /// The published schema of `verify --json` names exactly the codes and words that there are.
  @Test func theSchemaInTheDocumentationIsTheOneOfTheProgram() throws {
    let file = Repository.shared + "/../docs/audit.schema.json"
    #expect(try String(contentsOfFile: file, encoding: .utf8) == AuditSchema.text)
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(AuditSchema.text.utf8)) as? [String: Any])
    let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
    let properties = try #require(definitions["finding"]?["properties"] as? [String: [String: Any]])
    #expect(properties["code"]?["enum"] as? [String] == CheckCode.allCases.map(\.rawValue))
    #expect(properties["word"]?["enum"] as? [String] == Word.allCases.map(\.rawValue))
  }
}
