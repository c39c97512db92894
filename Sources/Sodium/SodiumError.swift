/// Why a key, a signature or a sealed text was refused.
public struct SodiumError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What kind of fault it is; stable, for programs.
  public enum Code: String, Sendable {
    /// A key, public or secret, is not in its one accepted form.
    case malformedKey
    /// A minisign secret key file is protected by a password.
    case encryptedKeyFile
    /// A secret key file does not open under the given passphrase.
    case wrongPassphrase
    /// A `.minisig` file is not in its one accepted form.
    case malformedSignature
    /// A signature was made with another key than the expected one.
    case otherKey
    /// A signature does not fit the message.
    case badSignature
    /// The signature of the trusted comment does not fit.
    case badTrustedComment
    /// A sealed text does not open: another key, other additional data, or changed bytes.
    case sealBroken
    /// A sealed stream ends early, goes on after its end, or is cut in other pieces.
    case streamMalformed
    /// The system has not the memory that deriving a key from a passphrase takes.
    case noMemory
  }

  /// What kind of fault it is.
  public let code: Code
  /// What is wrong and where; never holds secrets or content.
  public let message: String
  /// What to do next.
  public let remedy: String

  /// One line for logs and terminals.
  public var description: String { "\(message) (\(remedy))" }

  init(_ code: Code, _ message: String, remedy: String) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }
}
