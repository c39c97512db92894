import Sodium
import Synchronization

/// What a verifier found out about signatures, so that a file that lies unchanged is not verified
/// again at every look.
///
/// The outcome depends on nothing but the place, both parts of the file, and the verifier's own keys
/// and session; so it is remembered under the first two and how often keys were changed, and lives no
/// longer than the verifier.
final class SignatureMemory: Sendable {
  private struct File: Hashable {
    let place: Place
    let fingerprint: Digest
    let changes: Int
  }

  /// Beyond this many everything is forgotten: a folder may be filled with ever other files.
  private static let limit = 4096
  private let known = Mutex<[File: Rejection?]>([:])

  /// What was found out before about exactly this file, or else what `verify` finds out now.
  ///
  /// - Parameter changes: how often keys were changed that are known now.
  func signature(
    of file: UnverifiedFile, after changes: Int, _ verify: () throws(Rejection) -> Void
  ) throws(Rejection) {
    let key = File(place: file.place, fingerprint: file.fingerprint, changes: changes)
    if let found = known.withLock({ $0[key] }) {
      if let found { throw found }
      return
    }
    var rejection: Rejection?
    do { try verify() } catch { rejection = error }
    known.withLock {
      if $0.count >= Self.limit { $0 = [:] }
      $0.updateValue(rejection, forKey: key)
    }
    if let rejection { throw rejection }
  }
}
