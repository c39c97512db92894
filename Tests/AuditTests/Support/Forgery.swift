import Artifacts
import Foundation
import Sodium

/// A copy of a consortium in which members sign lies.
struct Forgery {
  let consortium: Course
  let copy: SharedCopy

  init() throws { try self.init(in: Course.small.get()) }

  init(in consortium: Course) throws {
    self.consortium = consortium
    copy = try consortium.copy()
  }

  /// The only file of a round's slot that a leader published.
  func path(_ suffix: String) throws -> String {
    guard let path = consortium.paths(suffix).first else { throw CocoaError(.fileNoSuchFile) }
    return path
  }

  /// Edits a statement's text and signs it again with its author's key.
  func edit(_ file: String, _ change: (String) -> String) throws {
    try sign([UInt8](change(String(decoding: try copy.read(file), as: UTF8.self)).utf8), as: file)
  }

  /// Writes bytes as a statement with a signature that verifies at this place.
  ///
  /// - Parameters:
  ///   - signer: who signs; the member in whose folder the file lies, if nobody is given.
  ///   - comment: another trusted comment than the place's own.
  func sign(
    _ bytes: [UInt8], as file: String, by signer: String? = nil, comment: String? = nil
  ) throws {
    let member = String(file.prefix { $0 != "/" })
    let place = String(file.dropLast(".json".count))
    guard let key = consortium.identities[signer ?? member] else {
      throw CocoaError(.fileNoSuchFile)
    }
    let signature = key.sign(
      message: bytes,
      trustedComment: comment ?? "decaph/1 \(consortium.session.hex.prefix(16)) \(place)",
      untrustedComment: "decaph signature of \(member)")
    try copy.write(bytes, to: file)
    try copy.write([UInt8](signature.utf8), to: file + ".minisig")
  }
}

extension String {
  /// The text with the first digit changed that follows a mark: `"model":"` for example.
  func changed(after mark: String) -> String {
    guard let range = range(of: mark), range.upperBound < endIndex else { return self }
    let digit = self[range.upperBound]
    return replacingCharacters(
      in: range.upperBound..<index(after: range.upperBound), with: digit == "1" ? "2" : "1")
  }
}
