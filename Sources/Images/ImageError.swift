/// Why an image was not read or written.
///
/// Messages name the file and nothing of what is in it: an image is patient data.
public struct ImageError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What kind of failure it is.
  public enum Code: String, Equatable, Sendable {
    /// There is no such file, or it may not be read.
    case unreadable
    /// A folder, a pipe or a device stands where a file was expected.
    case notAFile
    /// Neither PNG nor JPEG, judged by the first bytes.
    case unknownFormat
    /// More bytes or more pixels than the limits allow.
    case tooLarge
    /// The decoder refused it: truncated, damaged or of an unsupported kind.
    case undecodable
    /// Width, height and number of pixels do not fit together.
    case badSize
    /// The encoder refused it.
    case unencodable
  }

  /// What kind of failure it is.
  public let code: Code
  /// What is wrong, and with which file.
  public let message: String
  /// What to do next.
  public let remedy: String

  /// Makes an error.
  public init(_ code: Code, _ message: String, remedy: String) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }

  /// The message and what to do next, in one line.
  public var description: String { "\(message); \(remedy)" }
}
