extension Dataset {
  /// The records that a private mechanism counts: all examples of one patient together where the
  /// data name patients, otherwise each example alone.
  ///
  /// An example without a named patient is a record of its own; whoever promises something to
  /// patients asks ``unnamed`` first.
  ///
  /// - Returns: Indices of examples, ascending in each record; records in the order of their
  ///   first examples. Every example is in exactly one.
  public var records: [[Int]] {
    guard let groups else { return ids.indices.map { [$0] } }
    var records: [[Int]] = []
    var places: [String: Int] = [:]
    for (index, patient) in groups.enumerated() {
      if let patient, let place = places[patient] {
        records[place].append(index)
      } else {
        if let patient { places[patient] = records.count }
        records.append([index])
      }
    }
    return records
  }

  /// The examples whose patient is not named: all of them in data that name no patients.
  public var unnamed: [Int] {
    guard let groups else { return Array(ids.indices) }
    return groups.indices.filter { groups[$0] == nil }
  }
}
