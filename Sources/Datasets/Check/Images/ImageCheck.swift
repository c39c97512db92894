/// Looks at folders of images.
struct ImageCheck {
  /// The plan's classes and side; nil to look at what is there.
  let specification: ImageSpecification?
  let needsPatients: Bool
  let progress: ((_ done: Int, _ of: Int) -> Void)?

  func findings(_ paths: [String], names: [String]) throws(DataError) -> [DataFinding] {
    let classes = try classes(paths)
    var findings: [DataFinding] = []
    var parts: [ImagePart] = []
    for (number, path) in paths.enumerated() {
      do throws(DataError) {
        let part = try ImagePart(
          path, number: number, classes: classes, labels: specification?.labels,
          progress: progress)
        parts.append(part)
        findings += self.findings(part)
      } catch  where error.code == .badData {
        findings.append(.error(error, part: number))
      }
    }
    let overlap = PartOverlap(
      parts: parts.map { part in
        PartOverlap.Part(
          name: names[part.number], contents: part.facts.map { $0.map { AnyHashable($0.hash) } },
          patients: part.patients, names: part.listing.files.map(\.path))
      }, noun: "image", isCertain: true)
    return findings + overlap.findings
  }

  private func findings(_ part: ImagePart) -> [DataFinding] {
    let kept = part.kept
    let balance = ClassBalance(
      classes: part.listing.classes, counts: part.counts, total: kept.count, part: part.number,
      noun: "image")
    let naming = PatientNaming(
      patients: part.patients.map { patients in kept.map { patients[$0] } },
      labels: kept.map(part.labels),
      names: kept.map(part.name).map { name in
        part.unnamed[name].map { "\(name): \($0)" } ?? name
      },
      part: part.number, noun: "image", isRequired: needsPatients,
      remedy:
        "write a metadata.csv with the columns file and patient beside the class folders, each "
        + "patient always in the same spelling")
    return balance.findings + ImageFileCheck(part: part, side: specification?.side).findings
      + MaskCheck(part: part).findings + DuplicateCheck(part: part).findings
      + (part.problem.map { [.error($0, part: part.number)] } ?? [
        naming.finding, SourceCheck(part: part).finding,
      ])
  }

  /// The plan's classes, or those of all folders together.
  private func classes(_ paths: [String]) throws(DataError) -> [String] {
    if let specification {
      try specification.validate()
      return specification.classes
    }
    var classes: [String] = []
    for path in paths {
      for name in try ImageFolder(path).classNames()
      where ClassNames.index(of: name, in: classes) == nil {
        classes.append(name)
      }
    }
    return classes
  }
}
