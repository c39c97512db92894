import Artifacts

/// A file of a round that does not pass.
struct RejectedFile {
  /// Where it lies.
  let place: Place
  /// Why.
  let rejection: Rejection

  /// Whose masked file it is, if it is one or a copy of one.
  var author: MemberID? {
    switch place.slot {
    case .masked: place.member
    case .relay(let author): author
    default: nil
    }
  }
}
