/// Labelled examples in memory, ready for training.
///
/// Nothing in it leaves the hospital: `ids` and `groups` may name patients and are for local
/// messages and for keeping one patient's examples together.
public struct Dataset: Equatable, Sendable {
  /// The shape of one example: [channels, height, width] for images, [features] for tables.
  public let shape: [Int]
  /// All values, example after example, each in row-major order; images and scaled features lie
  /// in [0, 1]. `count * exampleSize` numbers.
  public let examples: [Float]
  /// The class of each example, an index into `classes`; empty where there are ``marks``.
  public let labels: [Int]
  /// For data whose examples have any number of labels: a 0 or 1 per example and class, example
  /// after example. Nil for data with one class per example.
  public let marks: [UInt8]?
  /// The names of the classes, in the order of the plan.
  public let classes: [String]
  /// Where each example came from, a file name or a line. Local only.
  public let ids: [String]
  /// The patient of each example, nil where it is not named; nil as a whole for data that name no
  /// patients. Local only.
  public let groups: [String?]?

  /// Makes a data set.
  ///
  /// - Precondition: The lengths fit together and every label is an index into `classes`.
  public init(
    shape: [Int], examples: [Float], labels: [Int], marks: [UInt8]? = nil, classes: [String],
    ids: [String], groups: [String?]? = nil
  ) {
    let size = shape.reduce(1, *)
    precondition(examples.count == ids.count * size, "values do not fit ids and shape")
    precondition(
      marks.map { $0.count == ids.count * classes.count } ?? (labels.count == ids.count),
      "every example has a class, or a mark for each")
    precondition(marks == nil || labels.isEmpty, "marks take the place of labels")
    precondition(groups.map { $0.count == ids.count } ?? true, "every example has a group")
    precondition(labels.allSatisfy(classes.indices.contains), "a label is an index of a class")
    self.shape = shape
    self.examples = examples
    self.labels = labels
    self.marks = marks
    self.classes = classes
    self.ids = ids
    self.groups = groups
  }

  /// The number of examples.
  public var count: Int { ids.count }

  /// The number of values in one example.
  public var exampleSize: Int { shape.reduce(1, *) }

  /// The number of examples of each class, or with each label, in the order of `classes`.
  public var classCounts: [Int] {
    if let marks {
      return classes.indices.map { label in
        stride(from: label, to: marks.count, by: classes.count).count { marks[$0] == 1 }
      }
    }
    return labels.reduce(into: [Int](repeating: 0, count: classes.count)) { $0[$1] += 1 }
  }

  /// The values of one example.
  public subscript(index: Int) -> ArraySlice<Float> {
    examples[index * exampleSize..<(index + 1) * exampleSize]
  }

  /// The examples at the given places, in that order; a place may be given several times.
  public func subset(_ indices: [Int]) -> Dataset {
    var values: [Float] = []
    values.reserveCapacity(indices.count * exampleSize)
    for index in indices { values += self[index] }
    return Dataset(
      shape: shape, examples: values, labels: marks == nil ? indices.map { labels[$0] } : [],
      marks: marks.map { marks in
        indices.flatMap { marks[$0 * classes.count..<($0 + 1) * classes.count] }
      },
      classes: classes, ids: indices.map { ids[$0] },
      groups: groups.map { groups in indices.map { groups[$0] } })
  }
}
