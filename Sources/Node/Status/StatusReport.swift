import Artifacts
import Foundation

/// What `status` found: the present first, then the rounds, newest last.
public struct StatusReport {
  let present: Present
  let lines: [RoundLine]
  /// The hospital that was named and has no state on this machine.
  let hasNoState: MemberID?
  /// Whether its keys are under a passphrase that this process was not given.
  let isLocked: Bool

  /// JSON lines, canonical: one object for the present, one for each round.
  public var json: [String] {
    ([CanonicalJSON.encode(present)] + lines.map { CanonicalJSON.encode($0) })
      .map { String(decoding: $0.dropLast(), as: UTF8.self) }
  }

  /// Lines for people.
  ///
  /// - Parameters:
  ///   - isColoured: whether what concerns the reader stands out.
  ///   - now: the time to which ages are reckoned.
  public func text(isColoured: Bool = false, now: Date = .now) -> String {
    let blocks = [
      PresentText(
        present: present, hasNoState: hasNoState, isLocked: isLocked, isColoured: isColoured,
        now: now
      ).text,
      RoundTable(lines: lines).text, asideText,
    ]
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// What a change is measured by: everything but times.
  var essence: String {
    var present = present
    (present.actsIn, present.then, present.waited) = (nil, nil, nil)
    present.text = ""
    present.says = present.says.map { Present.Saying(member: $0.member, text: $0.text, time: nil) }
    return ([String(decoding: CanonicalJSON.encode(present), as: UTF8.self)] + json.dropFirst())
      .joined()
  }

  private var asideText: String {
    let all = present.setAside + lines.flatMap(\.setAside)
    guard !all.isEmpty else { return "" }
    return (["set aside, not counted:"] + all.map { "  \($0.file): \($0.text)" })
      .joined(separator: "\n")
  }
}
