import Artifacts
import Foundation

/// The answers that come first, as lines for a terminal.
struct PresentText {
  let present: Present
  let hasNoState: MemberID?
  let isLocked: Bool
  let isColoured: Bool
  let now: Date

  /// The lines.
  var text: String {
    var lines = [("now", present.text)]
    if let turn = present.yourTurn {
      let what = turn ? mark("YES") : "no"
      lines.append(("your turn", what + (present.next.map { ": \($0)" } ?? "")))
    } else if let next = present.next {
      lines.append(("next", next))
    }
    if let seconds = present.actsIn, let then = present.then {
      lines.append(("by itself", "in \(WaitingTime.text(Double(seconds))) this node \(then)"))
    } else if present.yourTurn == false, !present.waitingFor.isEmpty {
      let why = present.lack.map { ": " + $0 } ?? ""
      lines.append(("by itself", "this node does nothing before others act" + why))
    }
    if let process = present.process {
      let waits = present.stage == StatusStage.finished.rawValue ? "" : "; it acts when it runs"
      lines.append(
        ("node", process == 0 ? "not running now" + waits : "running (process \(process))"))
    }
    if let failure = present.lastFailure {
      lines.append(
        (
          "last run",
          mark("failed at \(failure.time)")
            + " with exit code \(failure.status): \(failure.message)"
        ))
    }
    if let since = present.paused {
      lines.append(("paused", mark("since \(since)") + "; 'decaph-node resume' ends the pause"))
    }
    if let privacy = present.privacy {
      lines.append(
        (
          "privacy",
          "epsilon so far \(privacy.epsilon) of \(privacy.budget) \(privacy.unit.short) at delta "
            + "\(privacy.delta); unit: \(privacy.unit.text)"
        ))
      if privacy.roundsWithoutNoise > 0 {
        lines.append(("NO NOISE", mark("\(privacy.roundsWithoutNoise) rounds, not in epsilon")))
      }
    }
    for release in present.releases { lines.append(("released", release)) }
    if let title = present.title, let session = present.session {
      lines.append(("plan", "\"\(title)\", session \(session.prefix(16))"))
    }
    if let hasNoState {
      lines.append(("view", "the shared directory's: no state of \(hasNoState) here"))
    }
    if isLocked {
      lines.append(("view", "the shared directory's: the keys here are under a passphrase"))
    }
    for said in present.says { lines.append(("\(said.member) says", saying(said))) }
    let width = lines.map(\.0.count).max() ?? 0
    return lines.map { name, text in
      name + String(repeating: " ", count: width - name.count + 2) + text
    }.joined(separator: "\n")
  }

  private func saying(_ said: Present.Saying) -> String {
    guard let time = said.time, let date = try? Date(time, strategy: .iso8601) else {
      return "\(said.text) (unsigned)"
    }
    let age = now.timeIntervalSince(date)
    return age < -60
      ? "\(said.text) (unsigned, its clock is ahead)"
      : "\(said.text) (unsigned, \(WaitingTime.text(max(0, age))) ago)"
  }

  private func mark(_ text: String) -> String {
    isColoured ? "\u{1b}[1;33m\(text)\u{1b}[0m" : text
  }
}
