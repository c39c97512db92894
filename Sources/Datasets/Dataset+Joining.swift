extension Dataset {
  /// The examples of several data sets one after the other.
  ///
  /// A patient's name means one patient in all of them. Traps unless there is one at least, and all
  /// have the same shape and classes.
  public init(joining parts: [Dataset]) {
    precondition(
      parts.allSatisfy {
        $0.shape == parts[0].shape && $0.classes == parts[0].classes
          && ($0.marks == nil) == (parts[0].marks == nil)
      },
      "data sets of one description")
    let names = parts.contains { $0.groups != nil }
    let hasMissing = parts.contains { !$0.missing.isEmpty }
    self.init(
      shape: parts[0].shape, examples: parts.flatMap(\.examples), labels: parts.flatMap(\.labels),
      marks: parts[0].marks == nil ? nil : parts.flatMap { $0.marks ?? [] },
      classes: parts[0].classes, ids: parts.flatMap(\.ids),
      groups: names
        ? parts.flatMap { $0.groups ?? [String?](repeating: nil, count: $0.count) } : nil,
      missing: hasMissing
        ? parts.flatMap {
          $0.missing.isEmpty ? [Bool](repeating: false, count: $0.examples.count) : $0.missing
        } : [])
  }
}
