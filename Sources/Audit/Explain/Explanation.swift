/// What a check code means for somebody who reads it for the first time.
public struct Explanation: Codable, Sendable, Equatable {
  /// What is checked, in a few words.
  public let title: String
  /// What is checked, in a sentence or two.
  public let checks: String
  /// The attack or fault that it stops.
  public let stops: String
  /// What to do when it says `FAIL`; `nil` where it never does.
  public let fail: String?
  /// What to do when it says `wait`; `nil` where it never does.
  public let wait: String?
  /// What to do when it says `skip`; `nil` where it never does.
  public let skip: String?
  /// What a `note` of it is about; `nil` where there is none.
  public let note: String?

  init(
    title: String, checks: String, stops: String, fail: String? = nil,
    wait: String? = nil, skip: String? = nil, note: String? = nil
  ) {
    self.title = title
    self.checks = checks
    self.stops = stops
    self.fail = fail
    self.wait = wait
    self.skip = skip
    self.note = note
  }

  /// What the explanation says of a word; `nil` where the code never says it.
  public func advice(on word: Word) -> String? {
    switch word {
    case .ok: "nothing to do"
    case .fail: fail
    case .wait: wait
    case .skip: skip
    case .note: note
    }
  }
}
