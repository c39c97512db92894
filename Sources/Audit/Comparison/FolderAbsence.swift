import Artifacts
import Sodium

/// Why a file may be missing from one copy of the directory.
struct FolderAbsence {
  /// What explains it.
  let judgement: (text: String, next: String, isExplained: Bool)

  /// Judges what one directory lacks and the other holds.
  ///
  /// - Parameters:
  ///   - held: what the other directory holds.
  ///   - copy: the directory that lacks it.
  ///   - number: 1 for the first directory, 2 for the second.
  init(_ place: Place, _ held: SlotVersion, in copy: FolderCopy, _ number: Int) {
    let name = number == 1 ? "first" : "second"
    let (writer, file) = (place.member, held.signed)
    let digest = file.map { Digest(hashing: $0.bytes) }
    let seq = place.slot.isOwnStatement ? file.flatMap { FolderCopy.names(in: $0)?.seq } : nil
    let isOvertaken =
      seq.map { $0 < copy.newest[writer] ?? 0 } ?? (place.round < copy.lastRound[writer] ?? 0)
    if let witness = digest.flatMap({ copy.acted[$0] }) {
      judgement = (
        "the \(name) directory lacks it, although \(witness.member) acted on it in "
          + "\(witness.json), which lies there: held back from this directory, or taken away since",
        "ask \(writer) to publish it again, and whoever runs the \(name) directory why it is not "
          + "there", false
      )
    } else if isOvertaken {
      judgement = (
        "the \(name) directory lacks it and holds later files of \(writer): a transport may bring "
          + "files in another order, but not for long",
        "compare again after the next transfer; if it stays, ask whoever runs the \(name) directory",
        false
      )
    } else {
      judgement = (
        "nothing later of \(writer) lies in the \(name) directory: a transfer that is behind "
          + "explains it",
        "wait, and compare again", true
      )
    }
  }
}
