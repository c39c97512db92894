import Artifacts
import Sodium

/// A statement as a link of its author's own chain.
struct Authored {
  /// The author.
  let author: MemberID
  /// Position in the author's chain.
  let seq: Int
  /// Digest of the statement before.
  let prev: Digest
  /// Its own digest.
  let digest: Digest
  /// Where it lies.
  let place: Place
  /// When, by the author's clock; for information only.
  let created: String

  /// The link that a statement is.
  ///
  /// - Parameter place: where it lies, if not at its own place.
  init<Body>(_ statement: Verified<Statement<Body>>, at place: Place? = nil) {
    author = statement.content.from
    seq = statement.content.seq
    prev = statement.content.prev
    digest = statement.digest
    created = statement.content.created
    self.place = place ?? statement.place
  }

  /// Whether it belongs to the course of a round: everything before it does so as well.
  var isInRound: Bool {
    switch place.slot {
    case .masked, .vote, .cut, .unmask: true
    default: false
    }
  }
}
