extension Splitting {
  /// Splits examples in memory: as files are split, without files.
  ///
  /// All examples of one patient, and examples with equal values, stay in one part. Examples with
  /// any number of labels count by their first, those without one together, and no part is promised
  /// a minimum of them.
  ///
  /// - Returns: The parts in the order of ``SplitOptions/partNames``, the test set last; a part may
  ///   be empty.
  /// - Throws: `.badOptions` if the minimum cannot be met.
  public func dataset(_ dataset: Dataset) throws(DataError) -> [Dataset] {
    let values: [[AnyHashable]] = dataset.ids.indices.map { [dataset[$0]] }
    let owners: [[AnyHashable]] = dataset.groups?.map { $0.map { [$0] } ?? [] } ?? []
    var (labels, classes, options) = (dataset.labels, dataset.classes, options)
    if let marks = dataset.marks {
      let count = classes.count
      labels = dataset.ids.indices.map { example in
        (0..<count).first { marks[example * count + $0] == 1 } ?? count
      }
      classes.append("none")
      options.minimumPerClass = 0
    }
    let assignment = try SplitAssignment(
      units: SplitUnit.joined(labels: labels, classes: classes.count, keys: [values, owners]),
      classes: classes, options: options)
    return options.partNames.indices.map { dataset.subset(assignment.members(of: $0)) }
  }
}
