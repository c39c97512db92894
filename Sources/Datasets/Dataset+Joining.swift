extension Dataset {
  /// The examples of several data sets one after the other.
  ///
  /// A patient's name means one patient in all of them. Traps unless there is one at least, and all
  /// have the same shape and classes.
  public init(joining parts: [Dataset]) {
    precondition(
      parts.allSatisfy { $0.shape == parts[0].shape && $0.classes == parts[0].classes },
      "data sets of one description")
    let names = parts.contains { $0.groups != nil }
    self.init(
      shape: parts[0].shape, examples: parts.flatMap(\.examples), labels: parts.flatMap(\.labels),
      classes: parts[0].classes, ids: parts.flatMap(\.ids),
      groups: names
        ? parts.flatMap { $0.groups ?? [String?](repeating: nil, count: $0.count) } : nil)
  }
}
