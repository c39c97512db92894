import Artifacts
import Sodium

/// What a reader checks of entries, departures and restarts; needs no secret.
public struct ConsortiumRules: Sendable {
  /// The manifest.
  public let manifest: Manifest
  /// Digest of the manifest.
  public let session: Digest
  private let ring: KeyRing

  /// The rules of a session.
  ///
  /// - Parameter ring: the members' keys, with every change that is known.
  public init(_ manifest: Manifest, _ ring: KeyRing) {
    self.manifest = manifest
    self.ring = ring
    session = ring.session
  }

  /// Checks a return to the session: the author's own keys, a fresh incarnation, valid keys. What
  /// changes a key is in the ring by now.
  ///
  /// The first enrolment is pinned by the manifest itself.
  public func check(_ enrolment: EnrolmentStatement) throws(Rejection) {
    let (file, content) = (enrolment.place.json, enrolment.content)
    let isChange = ring.rotations(of: content.from).contains(content.incarnation)
    guard let member = manifest.member(content.from), content.body.sealing == member.sealing,
      content.body.identity == ring.identity(of: content.from, incarnation: content.incarnation),
      isChange == (content.body.formerly != nil)
    else {
      throw Rejection(.context, file: file, "names other keys than its author has")
    }
    guard content.incarnation >= 2, enrolment.place.slot == .enrol(content.incarnation),
      content.K == session
    else {
      throw Rejection(.field, file: file, "field 'incarnation' is not that of the file's name")
    }
    do {
      _ = try content.body.keys.member(content.from)
    } catch {
      throw Rejection(.sharing, file: file, error.message)
    }
  }

  /// Checks a departure.
  public func check(_ leave: Verified<Statement<LeaveBody>>) throws(Rejection) {
    guard leave.place.slot == .leave(leave.content.incarnation), leave.content.K == session else {
      throw Rejection(
        .field, file: leave.place.json, "field 'incarnation' is not that of the file's name")
    }
  }

  /// Checks an expulsion by itself; whether it is in force is the matter of ``Expulsions``.
  public func check(_ expulsion: ExpelStatement) throws(Rejection) {
    let (file, content) = (expulsion.place.json, expulsion.content)
    guard manifest.member(content.body.member) != nil, content.body.round >= 1,
      content.K == session
    else {
      throw Rejection(
        .field, file: file,
        "field 'member' names no member, or 'round' is none, or 'K' not the session"
      )
    }
  }

  /// How many rounds a restart may abandon: each is charged, and more never were in work at once.
  public static let abandonedLimit = 1_000

  /// Checks a restart by itself; whether it is in force is the matter of ``Restart``.
  public func check(_ restart: Verified<Statement<RestartBody>>) throws(Rejection) {
    let (file, body) = (restart.place.json, restart.content.body)
    guard body.tipRound >= 0, body.tipRound < restart.place.round,
      restart.place.round - body.tipRound <= Self.abandonedLimit,
      restart.content.K == body.tip, restart.content.sees == [body.tip]
    else {
      throw Rejection(.field, file: file, "field 'tipRound' or 'tip' contradicts the statement")
    }
    for (id, enrolment) in body.members {
      guard manifest.member(id) != nil, enrolment.incarnation >= 2 else {
        throw Rejection(.field, file: file, "field 'members' names \(id), who is no member")
      }
      do {
        _ = try enrolment.keys.member(id)
      } catch {
        throw Rejection(.sharing, file: file, error.message)
      }
    }
    guard zip(body.excludes, body.excludes.dropFirst()).allSatisfy({ $0 < $1 }),
      body.excludes.allSatisfy({ manifest.member($0) != nil && body.members[$0] == nil })
    else {
      throw Rejection(.field, file: file, "field 'excludes' is not sorted, or names who goes on")
    }
    let arithmetic = try RoundArithmetic(manifest.plan)
    _ = try arithmetic.parameters(n: body.members.count, of: manifest.members.count)
  }
}
