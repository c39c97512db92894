/// Whether masks or empty pictures lie among the images.
struct MaskCheck {
  let part: ImagePart

  var findings: [DataFinding] {
    var findings: [DataFinding] = []
    if !part.maskFolders.isEmpty {
      findings.append(
        DataFinding(
          .ok, .masks, part: part.number,
          "\(Amount(part.maskFolders.count, "folder")) of masks, never read",
          files: part.maskFolders))
    }
    let masks = part.kept.filter { part.facts[$0]?.shades == .two || isNamedMask($0) }
    let empty = part.kept.filter { part.facts[$0]?.shades == .one }
    if masks.isEmpty && empty.isEmpty {
      findings.append(
        DataFinding(
          .ok, .masks, part: part.number, "no masks and no empty pictures among the images",
          counts: counts(0, 0)))
    }
    if !masks.isEmpty {
      // More masks than stray files: what was given is a folder of masks.
      let isMost = masks.count * 2 > part.kept.count
      findings.append(
        DataFinding(
          isMost ? .fail : .warn, .masks, part: part.number,
          "\(Amount(masks.count, "image")) look like masks: two shades of grey, or named so",
          files: masks.map(part.name),
          next: "move them to a folder 'masks' beside 'images', or out of the class folders",
          counts: counts(masks.count, empty.count)))
    }
    if !empty.isEmpty {
      findings.append(
        DataFinding(
          .warn, .masks, part: part.number,
          "\(Amount(empty.count, "image")) of one shade: nothing is on the picture",
          files: empty.map(part.name), next: "export them again or remove them",
          counts: masks.isEmpty ? counts(0, empty.count) : []))
    }
    return findings
  }

  private func counts(_ masks: Int, _ empty: Int) -> [SharedCount] {
    [SharedCount(.text("like masks"), masks), SharedCount(.text("empty"), empty)]
  }

  /// `COVID-1_mask.png`, but not `unmasked.png`.
  private func isNamedMask(_ index: Int) -> Bool {
    let file = part.name(index).split(separator: "/").last ?? ""
    return file.lowercased().split { !$0.isLetter }.contains { $0 == "mask" || $0 == "masks" }
  }
}
