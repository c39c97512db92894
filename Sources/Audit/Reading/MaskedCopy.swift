import Artifacts
import Rounds

/// A masked file as it lies in a folder: its author's own, or a copy that another member relays.
struct MaskedCopy {
  /// What its author signed, for the author's own place.
  let statement: MaskedStatement
  /// Where it lies; its sealed vector lies beside it.
  let place: Place

  /// Whose vector it is.
  var author: MemberID { statement.place.member }
  /// Whether it lies in its author's own folder.
  var isOriginal: Bool { place.member == author && place.slot == .masked }
}
