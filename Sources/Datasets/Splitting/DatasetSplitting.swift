extension Splitting {
  /// Splits examples in memory: as files are split, without files.
  ///
  /// All examples of one patient, and examples with equal values, stay in one part. Examples with
  /// any number of labels count by the set of them, and no part is promised a minimum of them.
  ///
  /// - Returns: The parts in the order of ``SplitOptions/partNames``, the test set last; a part may
  ///   be empty.
  /// - Throws: `.badOptions` if the minimum cannot be met.
  public func dataset(_ dataset: Dataset) throws(DataError) -> [Dataset] {
    let values: [[AnyHashable]] = dataset.ids.indices.map { [dataset[$0]] }
    let owners: [[AnyHashable]] = dataset.groups?.map { $0.map { [$0] } ?? [] } ?? []
    var labels = SplitLabels(dataset.labels, classes: dataset.classes)
    var options = options
    if let marks = dataset.marks {
      let count = dataset.classes.count
      labels = SplitLabels(
        marks: dataset.ids.indices.map { Array(marks[$0 * count..<($0 + 1) * count]) },
        classes: dataset.classes)
      options.minimumPerClass = 0
    }
    let assignment = try SplitAssignment(
      units: SplitUnit.joined(labels, keys: [values, owners]), labels: labels, options: options)
    return options.partNames.indices.map { dataset.subset(assignment.members(of: $0)) }
  }
}
