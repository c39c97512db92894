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
  /// The class of each example, an index into `classes`.
  public let labels: [Int]
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
    shape: [Int], examples: [Float], labels: [Int], classes: [String], ids: [String],
    groups: [String?]? = nil
  ) {
    let size = shape.reduce(1, *)
    precondition(examples.count == labels.count * size, "values do not fit labels and shape")
    precondition(ids.count == labels.count, "every example has an id")
    precondition(groups.map { $0.count == labels.count } ?? true, "every example has a group")
    precondition(labels.allSatisfy(classes.indices.contains), "a label is an index of a class")
    self.shape = shape
    self.examples = examples
    self.labels = labels
    self.classes = classes
    self.ids = ids
    self.groups = groups
  }

  /// The number of examples.
  public var count: Int { labels.count }

  /// The number of values in one example.
  public var exampleSize: Int { shape.reduce(1, *) }

  /// The number of examples of each class, in the order of `classes`.
  public var classCounts: [Int] {
    labels.reduce(into: [Int](repeating: 0, count: classes.count)) { $0[$1] += 1 }
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
      shape: shape, examples: values, labels: indices.map { labels[$0] }, classes: classes,
      ids: indices.map { ids[$0] }, groups: groups.map { groups in indices.map { groups[$0] } })
  }
}
