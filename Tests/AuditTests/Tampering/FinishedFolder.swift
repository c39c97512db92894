import Artifacts
import Foundation
import Sodium

/// What a consortium left behind, as the tamper corpus spoils it.
struct FinishedFolder: Sendable {
  /// For people.
  let name: String
  let course: Course
  /// Why a file decides nothing, if it does not.
  let decidesNothing: @Sendable (FileName) -> String?
  /// All files, by path.
  let files: [FileName]
  /// Every value of the signed files.
  private let trees: [String: JSONTree]
  /// Digests that any signed file names.
  private let named: Set<String>

  init(
    _ name: String, _ course: Course,
    decidesNothing: @escaping @Sendable (FileName) -> String? = { _ in nil }
  ) {
    self.name = name
    self.decidesNothing = decidesNothing
    self.course = course
    files = course.files.keys.filter { $0.split(separator: "/").count == 3 }.sorted()
      .map(FileName.init)
      .filter { !$0.part.isEmpty }
    trees = course.files.filter { $0.key.hasSuffix(".json") }
      .compactMapValues { try? JSONTree($0) }
    named = Set(
      trees.values.flatMap(\.leaves).compactMap { leaf in
        if case .text(let text) = leaf.value, text.count == 64 { text } else { nil }
      })
  }

  func bytes(_ path: String) -> [UInt8] { course.files[path] ?? [] }
  func has(_ path: String) -> Bool { course.files[path] != nil }
  func tree(_ path: String) -> JSONTree? { trees[path] }

  /// Whether some other signed file names the digest of this one. Of what nobody names no audit can
  /// know that it was there, or as what.
  func isNamed(_ file: FileName) -> Bool {
    named.contains(Digest(hashing: bytes(file.json)).hex)
  }

  /// Whether another member's folder holds the same document, or the same statement's copy.
  func hasTwin(_ file: FileName) -> Bool {
    let own = file.origin?.description
    return files.contains { other in
      other.path != file.path && other.part == file.part
        && (other.origin?.description == own
          || other.folder == file.folder && other.slot == file.slot
            && ["result", "commit", "model"].contains(file.slot))
    }
  }

  /// The other files that a file could be taken for: the same name in another member's folder, in
  /// another round; another name in the same folder.
  func others(_ file: FileName, _ isOther: (FileName) -> Bool) -> [FileName] {
    files.filter { $0.part == file.part && $0.path != file.path && isOther($0) }
  }

  /// Signs bytes as a statement, so that its signature verifies at its place.
  ///
  /// - Parameters:
  ///   - key: another key than the author's.
  ///   - comment: another trusted comment than the place's.
  func signature(
    of bytes: [UInt8], as file: FileName, key: IdentityKey? = nil, comment: String? = nil
  ) throws -> [UInt8] {
    guard let origin = file.origin, let own = course.identities[origin.member.name] else {
      throw CocoaError(.fileNoSuchFile)
    }
    let session: Digest =
      switch origin.slot {
      case .plan, .enrol(1): .zero
      case .manifest: Digest(hashing: bytes)
      default: course.session
      }
    let text = (key ?? own).sign(
      message: bytes, trustedComment: comment ?? origin.trustedComment(session: session),
      untrustedComment: "decaph signature of \(origin.member)")
    return [UInt8](text.utf8)
  }
}
