import Artifacts
import SharedFolder

/// Which rounds' folders hold what, by name only.
struct RoundFolders {
  /// Every round of which some member's folder exists, in order.
  let all: [Int]
  private let folder: AuditFolder
  private let members: [MemberID]

  /// Looks through the members' folders.
  init(_ folder: AuditFolder, _ manifest: Manifest) {
    self.folder = folder
    members = manifest.members.map(\.id)
    let rounds = members.flatMap { member in
      folder.list(member.name).compactMap { name -> Int? in
        // Of the last number there is no round after it.
        let round = Int(name.dropFirst("round-".count))
        return round.flatMap { $0 < .max && Place.roundFolder($0) == name ? $0 : nil }
      }
    }
    all = Set(rounds).sorted()
  }

  /// The rounds that have begun. The commit that opens the round after the last lies in a folder
  /// of its own, and so may evidence about the last; names of no protocol begin nothing.
  var begun: [Int] {
    all.filter { round in
      round > 0
        && members.contains { member in
          folder.list("\(member)/\(Place.roundFolder(round))").contains(where: Self.begins)
        }
    }
  }

  /// Why a round cannot be audited of which nothing is here.
  ///
  /// - Returns: 66 for one that has not begun; 2 where later ones are here, so that something is missing.
  static func lack(_ round: Int, of begun: [Int]) -> AuditError {
    guard let first = begun.first, let last = begun.last else {
      return AuditError(
        66, "there is no round \(round) in this directory", remedy: "no round has begun yet")
    }
    var runs: [ClosedRange<Int>] = []
    for number in begun {
      if let run = runs.last, run.upperBound + 1 == number {
        runs[runs.count - 1] = run.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    let here = runs.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)"
    }
    let text = "rounds here: \(here.joined(separator: ", "))"
    guard (first...last).contains(round) else {
      return AuditError(66, "there is no round \(round) in this directory", remedy: text)
    }
    return AuditError(
      2,
      "nothing of round \(round) is here, and later rounds are: abandoned by a restart, not transferred, "
        + "or taken away",
      remedy: "'verify --all' says which; \(text)")
  }

  private static func begins(_ name: String) -> Bool {
    guard let slot = ArtifactName(name).flatMap({ Slot(name: $0.slot.description) }),
      !slot.isConsortium
    else { return false }
    switch slot {
    case .commit, .evidence: return false
    default: return true
    }
  }

  /// The signed files of a round whose slot begins with a word, `evidence-` for example.
  func places(_ prefix: String, in round: Int) -> [Place] {
    members.flatMap { member in
      folder.list("\(member)/\(Place.roundFolder(round))")
        .filter { $0.hasPrefix(prefix) && $0.hasSuffix(".json") }
        .compactMap { Slot(name: String($0.dropLast(".json".count))) }
        .map { Place(member: member, round: round, slot: $0) }
    }
  }
}
