/// Why data could not be read, split or written.
///
/// Messages name files, lines, columns and classes; never the content of a cell or a picture.
/// File names may point to patients, so the messages are for the hospital's own screen and log.
public struct DataError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What kind of failure it is.
  public enum Code: String, Equatable, Sendable {
    /// A file, a folder or every class is missing.
    case missing
    /// The data are there and cannot be used: damaged files, a cell that is no number.
    case badData
    /// The plan's description of the data contradicts itself.
    case badSpecification
    /// The options of a split make no sense, or cannot be met with this much data.
    case badOptions
    /// The output is already there and is never overwritten.
    case exists
    /// The output could not be written.
    case unwritable
  }

  /// What kind of failure it is.
  public let code: Code
  /// What is wrong, and where.
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
