/// What a split goes by: of what classes each example is, and of what kind.
///
/// A kind is what is shared out by a scheme's proportions. With one class for each example it is
/// the class. With any number of labels it is the set of them, because labels come together; sets
/// that fewer than one example in fifty has are one kind together, because proportions of a handful
/// say nothing.
struct SplitLabels {
  /// The names of the classes.
  let classes: [String]
  /// The classes of each example.
  let labels: [[Int]]
  /// How many kinds there are.
  let kindCount: Int
  /// The kind of each example.
  let kinds: [Int]
  /// Whether each kind is the class of the same number.
  let areKindsClasses: Bool

  /// Sets rarer than one in so many are one kind together.
  private static let rareness = 50

  /// One class for each example.
  init(_ labels: [Int], classes: [String]) {
    self.classes = classes
    self.labels = labels.map { [$0] }
    kindCount = classes.count
    kinds = labels
    areKindsClasses = true
  }

  /// Any number of labels.
  ///
  /// - Parameter marks: a 0 or 1 per class, for each example.
  init(marks: [[UInt8]], classes: [String]) {
    self.classes = classes
    labels = marks.map { marks in marks.indices.filter { marks[$0] == 1 } }
    let counts = labels.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    let frequent = counts.keys.filter { counts[$0, default: 0] * Self.rareness >= marks.count }
      .sorted {
        let (one, other) = (counts[$0, default: 0], counts[$1, default: 0])
        return one == other ? $0.lexicographicallyPrecedes($1) : one > other
      }
    let numbers = Dictionary(uniqueKeysWithValues: zip(frequent, frequent.indices))
    kindCount = frequent.count + (frequent.count < counts.count ? 1 : 0)
    kinds = labels.map { numbers[$0] ?? frequent.count }
    areKindsClasses = false
  }
}
