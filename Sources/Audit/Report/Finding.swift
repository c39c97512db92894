/// One line of an audit: a check, its word, and for what is not ok the file and what to do.
public struct Finding: Codable, Sendable, Equatable {
  /// The round, or `nil` for the consortium as a whole.
  public let round: Int?
  /// What the check is about.
  public let code: CheckCode
  /// How it ended.
  public let word: Word
  /// What was found, in a sentence without patient data.
  public let message: String
  /// The file concerned, below the shared directory.
  public let file: String?
  /// What to do next; every FAIL has one.
  public let next: String?

  /// Makes a finding.
  init(
    _ word: Word, _ code: CheckCode, round: Int? = nil, _ message: String, file: String? = nil,
    next: String? = nil
  ) {
    self.round = round
    self.code = code
    self.word = word
    self.message = message
    self.file = file
    self.next = next
  }
}
