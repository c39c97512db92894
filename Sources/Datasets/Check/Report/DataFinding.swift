/// One line of a check of data: what was looked at, what was found, and what to do.
///
/// Message and files are for the hospital's own screen. What others may be told is built from the
/// word, the check and the counts alone.
public struct DataFinding: Sendable {
  /// How it ended.
  public let word: DataWord
  /// What the check is about.
  public let check: DataCheckCode
  /// The place of the data concerned among the paths that were given; nil for all together.
  public let part: Int?
  /// What was found, without cell values and patients' names.
  public let message: String
  /// The files or lines concerned, all of them.
  public let files: [String]
  /// What to do; every `warn` and `FAIL` has it.
  public let next: String?
  let counts: [SharedCount]

  init(
    _ word: DataWord, _ check: DataCheckCode, part: Int? = nil, _ message: String,
    files: [String] = [], next: String? = nil, counts: [SharedCount] = []
  ) {
    self.word = word
    self.check = check
    self.part = part
    self.message = message
    self.files = files
    self.next = next
    self.counts = counts
  }

  /// Data that cannot be looked at any further.
  static func error(_ error: DataError, part: Int) -> DataFinding {
    DataFinding(.fail, .data, part: part, error.message, next: error.remedy)
  }
}
