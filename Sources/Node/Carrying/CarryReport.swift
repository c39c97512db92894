import SharedFolder

/// What a carrying tells the person, and how it ends.
public struct CarryReport {
  /// What to print.
  public let text: String
  /// Why it does not end with 0.
  public let failure: NodeError?

  init(_ tally: CarryTally, _ way: CarryWay, medium: Medium, directory: String, now: String?) {
    var lines = [(way.word, Self.carried(tally))]
    if tally.same > 0 { lines.append(("already there", Self.files(tally.same))) }
    if !tally.incomplete.isEmpty {
      lines.append(("not yet", Self.list(tally.incomplete) + ": not here completely"))
    }
    if tally.left.files > 0 {
      lines.append(("LEFT", "\(Self.files(tally.left.files)), \(ByteText.of(tally.left.bytes))"))
    }
    let own = tally.faults.filter(\.isOfOwn)
    for fault in tally.faults.filter({ !$0.isOfOwn }) + own.prefix(3) {
      lines.append((fault.kind == .violation ? "FAIL" : "unread", "\(fault.path) \(fault.text)"))
    }
    // A folder that was lost is one fault, not thousands.
    if own.count > 3 { lines.append(("FAIL", "and \(own.count - 3) more of this hospital's own")) }
    lines.append(("medium", medium.path + (way == .out ? ": unmount it, then pull it out" : "")))
    if medium.isOnDisk(of: directory) {
      lines.append(("note", "it lies on the disk of the shared directory: is a medium mounted?"))
    }
    if let now { lines.append(("now", now)) }
    let width = lines.map(\.0.count).max() ?? 0
    text = lines.map { name, text in
      name + String(repeating: " ", count: width - name.count + 2) + text
    }.joined(separator: "\n")
    failure = Self.failure(tally, way, medium: medium, directory: directory)
  }

  private static func failure(
    _ tally: CarryTally, _ way: CarryWay, medium: Medium, directory: String
  ) -> NodeError? {
    let violations = tally.faults.filter { $0.kind == .violation }
    let rest = "; everything else was carried, and nothing was replaced"
    if violations.contains(where: \.isOfOwn) {
      return NodeError(
        .violation,
        "the medium holds files that this hospital has signed and its folder does not hold" + rest,
        remedy: "run the node: it publishes again what its state knows. If this stays, a copy of "
          + "this hospital runs elsewhere, or its state was rolled back: operations.md, section 3")
    }
    if !violations.isEmpty {
      return NodeError(
        .violation, "\(files(violations.count)) could not be carried" + rest,
        remedy: "keep the medium; 'decaph-audit compare \(directory) \(medium.path)' says which of "
          + "two versions is right. A damaged medium: empty it and carry out again")
    }
    if tally.full != nil {
      return NodeError(
        .tryLater,
        "no space: \(files(tally.left.files)) of \(ByteText.of(tally.left.bytes)) are left to be carried",
        remedy: way == .out
          ? "carry this in elsewhere and go on with another medium, or make room on this one; run "
            + "the same again" : "make room for \(directory); run the same again")
    }
    guard !tally.faults.isEmpty else { return nil }
    return NodeError(
      .tryLater, "\(files(tally.faults.count)) could not be read",
      remedy: "check the medium and the rights of the files; run the same again")
  }

  private static func carried(_ tally: CarryTally) -> String {
    guard tally.files > 0 else { return "nothing new" }
    let rounds = tally.folders.compactMap { folder -> Int? in
      if case .round(let number) = folder { number } else { nil }
    }.sorted()
    let places = [
      tally.folders.contains(.consortium) ? "consortium" : nil,
      rounds.isEmpty ? nil : (rounds.count == 1 ? "round " : "rounds ") + RoundRanges.text(rounds),
    ].compactMap(\.self)
    let members = tally.members.sorted().map(\.name).joined(separator: ", ")
    return "\(files(tally.files)), \(ByteText.of(tally.bytes)), of \(members): "
      + places.joined(separator: ", ")
  }

  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(5).joined(separator: ", ")
    return names.count > 5 ? shown + " and \(names.count - 5) more" : shown
  }

  private static func files(_ count: Int) -> String { count == 1 ? "1 file" : "\(count) files" }
}
