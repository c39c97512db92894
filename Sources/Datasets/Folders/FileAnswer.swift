/// What the rows of a table say of one file.
struct FileAnswer<Value: Equatable> {
  /// The different values of the rows that mean the file, or may mean it; rows that say nothing do
  /// not contradict others.
  let values: [Value]
  /// The lines of those values, or of the first row that says nothing; empty where no row means the
  /// file.
  let lines: [Int]
  /// Whether the rows name no folder, and several files bear their name.
  let isShared: Bool

  /// The value, where there is no doubt.
  var value: Value? { isDoubtful ? nil : values.first }

  /// Whether rows disagree, or may mean another file. A file of which no row says anything is in no
  /// doubt.
  var isDoubtful: Bool { values.count > 1 || isShared && !values.isEmpty }
}
