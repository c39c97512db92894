/// Whether the class can be told by where an image comes from.
struct SourceCheck {
  let part: ImagePart

  var finding: DataFinding {
    guard let sources = part.sources else {
      return DataFinding(
        .note, .sources, part: part.number,
        "no column 'source' in a metadata.csv: whether a class comes from one source is not known",
        next: "add one (device, department, collection) if you know it")
    }
    let kept = part.kept
    let classes = part.listing.classes
    let table = Confounding(
      kept.map { sources[$0] }, labels: kept.map(part.labels),
      classes: classes.count)
    let unknown = kept.count { sources[$0] == nil }
    let missing = unknown == 0 ? "" : "; \(Amount(unknown, "image")) without one"
    let text = "\(Amount(table.table.count, "source"))\(missing)"
    // A source of a few images has one class by chance.
    let exclusive = table.exclusive(least: DisclosedCount.least).filter { _ in
      table.table.count > 1
    }
    let uniform = table.uniformClasses
    let counts = [SharedCount(.text("without a source"), unknown)]
    guard !exclusive.isEmpty || !uniform.isEmpty else {
      return DataFinding(.ok, .sources, part: part.number, text, counts: counts)
    }
    var lines = exclusive.map {
      "source '\($0.value)' has nothing but '\(classes[$0.label])' (\($0.count))"
    }
    if !uniform.isEmpty {
      let names = uniform.map { "'\(classes[$0])'" }.joined(separator: ", ")
      lines.append("each from a single source: \(names)")
    }
    return DataFinding(
      .warn, .sources, part: part.number,
      "\(text), confounded with the class: the model may learn the source", files: lines,
      next:
        "get every class from several sources; until then compare runs with each other and take "
        + "no result as a clinical one", counts: counts)
  }
}
