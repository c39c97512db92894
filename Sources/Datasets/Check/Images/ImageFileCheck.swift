/// Whether files are read, and how they are stored.
struct ImageFileCheck {
  let part: ImagePart
  /// The plan's side, if there is a plan.
  let side: Int?

  var findings: [DataFinding] {
    let kept = part.kept
    return folders + [unreadable]
      + stored(.formats, kept.map { part.facts[$0].map { $0.format.rawValue.uppercased() } })
      + stored(.modes, kept.map { part.facts[$0].map { $0.mode.description } }) + [sizes]
  }

  /// What lies beside the images.
  private var folders: [DataFinding] {
    var findings = part.listing.notes.filter { !$0.hasPrefix("no folder for the class") }.map {
      DataFinding(.note, .folders, part: part.number, $0)
    }
    if part.isUnfinished {
      findings.append(
        DataFinding(
          .warn, .folders, part: part.number, "an import into this folder was broken off",
          next: "give the same command 'decaph-node data import' again"))
    }
    if !part.strangers.isEmpty {
      let count = Amount(part.strangers.count, "folder")
      findings.append(
        DataFinding(
          .note, .folders, part: part.number, "\(count) of no class, left alone",
          files: part.strangers,
          next: "rename them if they are meant for a class of the plan"))
    }
    return findings
  }

  private var unreadable: DataFinding {
    let count = part.unreadable.count
    let total = part.facts.count
    let counts = [SharedCount(.text("unreadable"), count)]
    guard count > 0 else {
      return DataFinding(.ok, .unreadable, part: part.number, "every file decodes", counts: counts)
    }
    let isTolerated = LoadReport.tolerates(skipped: count, of: total)
    return DataFinding(
      isTolerated ? .warn : .fail, .unreadable, part: part.number,
      "\(Amount(count, "file")) of \(total) " + (count == 1 ? "does" : "do") + " not decode"
        + (isTolerated ? ", the node will skip them" : ", more than 5 %: the node will refuse"),
      files: part.unreadable.map { "\($0.name): \($0.reason)" },
      next: "export them again or remove them", counts: counts)
  }

  /// A format or a mode that only one class has, for most of its images, gives that class away.
  private func stored(_ check: DataCheckCode, _ values: [String?]) -> [DataFinding] {
    let labels = part.kept.map(part.labels)
    let table = Confounding(values, labels: labels, classes: part.listing.classes.count)
    guard !table.values.isEmpty else { return [] }
    let text = table.values.map { "\($0) \(table.total($0))" }.joined(separator: ", ")
    let counts = part.counts
    let telling = table.exclusive(least: DisclosedCount.least).filter {
      $0.count * 2 >= counts[$0.label] && table.table.count > 1
    }
    guard let first = telling.first else {
      return [DataFinding(.ok, check, part: part.number, text)]
    }
    let name = part.listing.classes[first.label]
    return [
      DataFinding(
        .warn, check, part: part.number,
        "\(text); only '\(name)' has \(first.value), \(first.count) of \(counts[first.label])",
        next: "all images become grey, but traces of how they were made stay: export all classes "
          + "in the same way")
    ]
  }

  private var sizes: DataFinding {
    let sides = part.facts.compactMap { $0?.shorterSide }.sorted()
    guard let least = sides.first, let most = sides.last else {
      return DataFinding(.note, .sizes, part: part.number, "no image decodes")
    }
    let range = least == most ? "\(least)" : "\(least) to \(most)"
    let text = "shorter side \(range) pixels, half of the images up to \(sides[sides.count / 2])"
    guard let side else { return DataFinding(.ok, .sizes, part: part.number, text) }
    let small = part.kept.filter { part.facts[$0].map { $0.shorterSide < side } ?? false }
    let tiny = small.filter { part.facts[$0].map { $0.shorterSide * 2 < side } ?? false }
    let counts = [SharedCount(.text("below the plan's side"), small.count)]
    guard !small.isEmpty else {
      return DataFinding(.ok, .sizes, part: part.number, text, counts: counts)
    }
    let below = "\(text); \(Amount(small.count, "image")) below the plan's side of \(side)"
    guard !tiny.isEmpty else {
      return DataFinding(
        .note, .sizes, part: part.number, below, files: small.map(part.name), counts: counts)
    }
    return DataFinding(
      .warn, .sizes, part: part.number, "\(below), \(tiny.count) of them below half of it",
      files: tiny.map(part.name), next: "export them larger, or agree on a smaller side",
      counts: counts)
  }
}
