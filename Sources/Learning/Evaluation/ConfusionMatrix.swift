/// How often each class was taken for each class.
public struct ConfusionMatrix: Hashable, Sendable {
  /// The number of classes.
  public let classes: Int
  /// Examples of class t that were predicted as p, at `t * classes + p`.
  public private(set) var counts: [Int]

  /// An empty matrix.
  public init(classes: Int) {
    self.classes = classes
    self.counts = [Int](repeating: 0, count: classes * classes)
  }

  /// Counts one example.
  public mutating func add(truth: Int, prediction: Int) {
    counts[truth * classes + prediction] += 1
  }

  /// The number of examples.
  public var total: Int { counts.reduce(0, +) }

  /// The share of a class that was predicted as it; nil if there is no example of it.
  public func recall(of truth: Int) -> Double? {
    let row = counts[truth * classes..<(truth + 1) * classes].reduce(0, +)
    return row == 0 ? nil : Double(counts[truth * classes + truth]) / Double(row)
  }

  /// The share of right predictions; 0 without examples.
  public var accuracy: Double {
    let right = (0..<classes).reduce(0) { $0 + counts[$1 * classes + $1] }
    return total == 0 ? 0 : Double(right) / Double(total)
  }

  /// The mean recall over the classes that occur; 0 without examples.
  public var balancedAccuracy: Double {
    let recalls = (0..<classes).compactMap(recall)
    return recalls.isEmpty ? 0 : recalls.reduce(0, +) / Double(recalls.count)
  }
}
