/// Exact copies by decoded pixels in one folder: harmless repetition inside a class, a contradiction
/// across classes.
struct DuplicateCheck {
  let part: ImagePart

  var findings: [DataFinding] {
    var first: [ContentHash: Int] = [:]
    var inside: [String] = []
    var across: [String] = []
    for index in part.kept {
      guard let hash = part.facts[index]?.hash else { continue }
      guard let other = first[hash] else {
        first[hash] = index
        continue
      }
      let line = "\(part.name(index)) = \(part.name(other))"
      if part.labels(index) == part.labels(other) {
        inside.append(line)
      } else {
        across.append(line)
      }
    }
    let counts = [
      SharedCount(.text("copies in a class"), inside.count),
      SharedCount(.text("copies across classes"), across.count),
    ]
    var findings: [DataFinding] = []
    if !across.isEmpty {
      findings.append(
        DataFinding(
          .fail, .duplicates, part: part.number,
          "\(Amount(across.count, "image")) with the same pixels as one of another class",
          files: across, next: "find out which class is right and remove the other file",
          counts: counts))
    }
    if !inside.isEmpty {
      findings.append(
        DataFinding(
          .warn, .duplicates, part: part.number,
          "\(Amount(inside.count, "image")) with the same pixels as another of the class",
          files: inside,
          next: "remove the copies: each counts as a further image, or patient, of its own",
          counts: across.isEmpty ? counts : []))
    }
    return findings.isEmpty
      ? [DataFinding(.ok, .duplicates, part: part.number, "no exact copies", counts: counts)]
      : findings
  }
}
