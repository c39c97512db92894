extension Splitting {
  /// Splits examples in memory: as files are split, without files.
  ///
  /// All examples of one patient, and examples with equal values, stay in one part.
  ///
  /// - Returns: The parts in the order of ``SplitOptions/partNames``, the test set last; a part may
  ///   be empty.
  /// - Throws: `.badOptions` if the minimum cannot be met.
  public func dataset(_ dataset: Dataset) throws(DataError) -> [Dataset] {
    let values: [AnyHashable?] = dataset.ids.indices.map { AnyHashable(dataset[$0]) }
    let owners: [AnyHashable?] = dataset.groups?.map { $0.map(AnyHashable.init) } ?? []
    let assignment = try SplitAssignment(
      units: SplitUnit.joined(
        labels: dataset.strata, classes: dataset.classes.count, keys: [values, owners]),
      classes: dataset.classes, options: options)
    return options.partNames.indices.map { dataset.subset(assignment.members(of: $0)) }
  }
}
