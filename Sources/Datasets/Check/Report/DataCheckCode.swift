/// What a check of data is about; the raw values are stable and appear in every output.
public enum DataCheckCode: String, Codable, Sendable, CaseIterable {
  /// The file or folder as a whole.
  case data
  /// Examples of each class.
  case classes
  /// How uneven the classes are.
  case balance
  /// Folders and files that are not used.
  case folders
  /// Files that do not decode.
  case unreadable
  /// PNG or JPEG.
  case formats
  /// Grey, colour, 16 bits, a palette.
  case modes
  /// Width and height.
  case sizes
  /// Masks and empty pictures among the images.
  case masks
  /// Exact copies.
  case duplicates
  /// Whose examples they are.
  case patients
  /// Where they come from.
  case sources
  /// Which columns there are.
  case columns
  /// What is in them.
  case values
}
