import Artifacts
import DifferentialPrivacy
import Rounds
import SharedFolder
import Sodium

/// Which consortium's files are carried, and whose signatures they must have.
struct CarriedConsortium {
  /// The founder's signed plan: there from the founding on, so it names the consortium's folder on
  /// a medium before there is a session.
  let founder: Verified<Statement<PlanBody>>
  /// The key under which the founder's plan is signed.
  let identity: IdentityPublicKey
  /// Members and keys; `nil` before the founder has fixed them.
  let manifest: Verified<Manifest>?
  /// The members' keys with every change that lies in either place; `nil` without a manifest.
  let ring: KeyRing?

  /// The consortium of a folder.
  ///
  /// - Parameter other: where else to look for a manifest that is not here yet.
  /// - Throws: `NodeError` 66 when none is founded here, 76 when there are two.
  init(_ folder: any Folder, or other: (any Folder)? = nil) throws {
    let reader = ConsortiumReader(folder: folder)
    founder = try reader.founder()
    let enrolment = try reader.enrolment(of: founder.place.member)
    identity = enrolment.content.body.identity
    manifest =
      try Self.manifest(by: enrolment, in: folder)
      ?? other.flatMap { try? Self.manifest(by: enrolment, in: $0) }
    ring = manifest.map { KeyRing($0, in: folder) }
    if let other {
      for member in manifest?.content.members ?? [] { ring?.adopt(of: member.id, in: other) }
    }
  }

  /// The manifest that the founder has signed.
  private static func manifest(
    by founder: Verified<Statement<EnrolmentBody>>, in folder: any Folder
  ) throws -> Verified<Manifest>? {
    let place = Place(member: founder.place.member, slot: .manifest)
    guard let file = try ConsortiumReader(folder: folder).read(place) else { return nil }
    let manifest = try Verifier.manifest(file)
    // A manifest proves only that somebody wrote it who knows the key that stands in it.
    guard let member = manifest.content.member(founder.place.member),
      member.enrolment == founder.digest, member.identity == founder.content.body.identity
    else {
      throw Rejection(.context, file: place.json, "is not by the founder who signed the plan")
    }
    return manifest
  }

  /// `decaph-` and the first digits of the founder's `plan.json`: the folder on a medium.
  var folderName: String { Self.prefix + Self.digits(founder) }

  static let prefix = "decaph-"

  private static func digits(_ founder: Verified<Statement<PlanBody>>) -> String {
    String(founder.digest.hex.prefix(16))
  }

  /// Whether a member's files are carried: before there is a manifest those of whoever asks to join.
  func has(_ member: MemberID) -> Bool {
    manifest.map { $0.content.member(member) != nil } ?? true
  }

  /// The plan.
  var plan: Plan { manifest?.content.plan ?? founder.content.body.plan }

  /// The largest sealed file that this plan lets anybody publish.
  func sealedLimit() throws -> Int {
    guard let manifest else { return 0 }
    let arithmetic = try RoundArithmetic(plan)
    let readers = manifest.content.readers.count
    let longest = LedgerEntry.Kind.allCases.map(arithmetic.count).max() ?? 0
    return max(
      SealedFile.size(plaintext: longest * arithmetic.ring.bytes, readers: readers),
      try arithmetic.sealedModelSize(readers: readers))
  }
}
