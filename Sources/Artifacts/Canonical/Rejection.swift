/// Why a file is not taken: what is wrong, where, and what to do next.
///
/// Anything a peer, a transport or a disk can cause ends here and is set aside; a bad file never
/// stops a hospital. Messages name files and fields, never their secret content.
public struct Rejection: Error, Sendable, Equatable, CustomStringConvertible {
  /// The kind of fault; the raw values are stable and appear in the audit.
  public enum Code: String, Sendable, Codable, CaseIterable {
    /// Not one line of canonical JSON, or too large.
    case canonical
    /// A format version this program does not know.
    case version
    /// The signature or its trusted comment does not verify.
    case signature
    /// Path, fields and trusted comment do not name the same place.
    case place
    /// Another session, round or K than the one it lies in.
    case context
    /// A field is out of its range or contradicts another.
    case field
    /// The payload is short, altered, or not what the statement pins.
    case payload
    /// A sealed file cannot be opened with this key.
    case sealed
    /// A share, mask commitment or box is wrong.
    case sharing
    /// The file is not there, or not there completely.
    case missing
  }

  /// The kind of fault.
  public let code: Code
  /// The file's path below the shared directory.
  public let file: String
  /// What is wrong, naming the field.
  public let message: String
  /// What to do next.
  public let remedy: String

  /// Makes a rejection; without a remedy the one of its code is used.
  public init(_ code: Code, file: String, _ message: String, remedy: String? = nil) {
    self.code = code
    self.file = file
    self.message = message
    self.remedy = remedy ?? code.remedy
  }

  /// `file: message`.
  public var description: String { "\(file): \(message)" }
}

extension Rejection.Code {
  /// What a person does when no better advice is at hand.
  var remedy: String {
    switch self {
    case .canonical, .payload, .missing:
      "wait for the transfer to finish; if it stays, ask the writer to publish the file again"
    case .version: "install a decaph that knows this format version"
    case .signature, .place, .context:
      "keep the file, tell the consortium: its writer did not sign this at this place"
    case .field, .sharing: "keep the file, tell the consortium: its writer signed something invalid"
    case .sealed: "check that this is the key of a member or an auditor named in the manifest"
    }
  }
}
