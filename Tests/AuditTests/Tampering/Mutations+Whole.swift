import Foundation
import Glibc

/// Whole files and folders: shorter, longer, away, in each other's place, no files at all.
extension Mutations {
  mutating func changeWhole() {
    let bytes = bytes
    // Of the parameters to start from only a digest is pinned: a beginning looks like another file.
    let cut: Expected? = file.part == ".safetensors" ? .either : nil
    for length in [0, 1, bytes.count / 3, bytes.count / 2, bytes.count - 1] {
      all.append(
        Mutation(
          .truncated, file, "to \(length)", bytes: Array(bytes.prefix(length)), expected: cut))
    }
    let kept = bytes.count * 2 / 3
    all.append(
      Mutation(
        .hole, file, "from \(kept)",
        bytes: bytes.prefix(kept) + [UInt8](repeating: 0, count: bytes.count - kept)))
    for (detail, end) in [("a line feed", [0x0a]), ("zeros", [0, 0, 0, 0]), ("itself", bytes)] {
      all.append(Mutation(.extended, file, detail, bytes: bytes + end))
    }
    let (file, folder) = (file, folder)
    all.append(Mutation(.partDeleted, file, "") { try $0.remove(file.path) })
    guard file.part == ".json" else { return }
    var deletion = Mutation(.statementDeleted, file, "") { spoiling in
      for part in [file.json, file.signature, file.sealed] where folder.has(part) {
        try spoiling.remove(part)
      }
    }
    if case .number(let seq)? = folder.tree(file.json)?[.init("seq")] {
      deletion.position = "statement \(seq) of \(file.origin?.member.name ?? file.member)"
    }
    all.append(deletion)
  }

  /// What lies elsewhere, the one file alone and the whole statement.
  mutating func exchange() {
    let file = file
    func isSame(_ other: FileName) -> Bool {
      other.folder == file.folder && other.slot == file.slot
    }
    for other in folder.others(file, isSame) { put(.memberSwapped, other) }
    let sameMember = folder.others(file) { $0.member == file.member && $0.slot == file.slot }
    for other in sameMember { put(.roundSwapped, other) }
    for other in folder.others(file, { $0.directory == file.directory }) {
      put(.slotSwapped, other)
    }
    let replayed = Repository.files[file.path]
    if let replayed, replayed != bytes {
      all.append(Mutation(.replayed, file, "alone", bytes: replayed))
    }
    guard file.part == ".json", replayed != nil else { return }
    all.append(
      Mutation(.replayed, file, "whole") { spoiling in
        for part in [file.json, file.signature, file.sealed] {
          if let bytes = Repository.files[part] { try spoiling.write(bytes, to: part) }
        }
      })
  }

  private mutating func put(_ kind: MutationClass, _ other: FileName) {
    let (file, folder) = (file, folder)
    guard folder.bytes(other.path) != bytes else { return }
    all.append(
      Mutation(kind, file, "alone, \(other.path)", bytes: folder.bytes(other.path)))
    guard file.part == ".json" else { return }
    all.append(
      Mutation(kind, file, "whole, \(other.path)") { spoiling in
        for (from, to) in [
          (other.json, file.json), (other.signature, file.signature), (other.sealed, file.sealed),
        ] where folder.has(from) && folder.has(to) {
          try spoiling.write(folder.bytes(from), to: to)
        }
      })
  }

  mutating func putStrangeThings() {
    let (file, bytes) = (file, bytes)
    all.append(
      Mutation(.link, file, "to the right bytes") { spoiling in
        try spoiling.write(bytes, to: "elsewhere")
        try spoiling.replace(file.path) { symlink("../../elsewhere", $0) }
      })
    all.append(
      Mutation(.link, file, "to nothing") { try $0.replace(file.path) { symlink("none", $0) } })
    all.append(Mutation(.pipe, file, "") { try $0.replace(file.path) { mkfifo($0, 0o644) } })
    all.append(Mutation(.directory, file, "") { try $0.replace(file.path) { mkdir($0, 0o755) } })
    all.append(Mutation(.sparse, file, "") { try $0.stretch(file.path, to: 10 << 30) })
    all.append(
      Mutation(.otherCase, file, "") { spoiling in
        try spoiling.rename(
          file.path, to: "\(file.directory)/\(file.slot.uppercased())\(file.part)")
      })
    guard file.part == ".json" else { return }
    for name in ["\(file.slot.uppercased()).json", "\(file.slot) (conflicted copy).json"] {
      all.append(
        Mutation(.strangeName, file, name) { try $0.write(bytes, to: "\(file.directory)/\(name)") })
    }
    all.append(
      Mutation(.strangeName, file, "the highest round") {
        try $0.write(bytes, to: "\(file.member)/round-\(Int.max)/masked.json")
      })
    replaceFolder()
    if file.slot == "masked" { squat() }
  }

  /// Names that the protocol knows and nobody has written.
  private mutating func squat() {
    let signature = folder.bytes(file.signature)
    for slot in ["vote-9", "cut-9", "evidence-9", "relay-h1.unmask-9"] {
      let other = FileName("\(file.directory)/\(slot).json")
      all.append(
        Mutation(.junk, other, "alone", expected: .wait) { try $0.write([0x0a], to: other.json) })
      all.append(
        Mutation(.junk, other, "signed for something else", expected: .fail) { spoiling in
          try spoiling.write([0x0a], to: other.json)
          try spoiling.write(signature, to: other.signature)
        })
    }
  }

  private mutating func replaceFolder() {
    let file = file
    all.append(
      Mutation(.folderReplaced, file, "link") { spoiling in
        try spoiling.rename(file.directory, to: "elsewhere")
        try spoiling.replace(file.directory) { symlink("../elsewhere", $0) }
      })
    all.append(
      Mutation(.folderReplaced, file, "FIFO") {
        try $0.replace(file.directory) { mkfifo($0, 0o644) }
      })
    all.append(
      Mutation(.folderReplaced, file, "file") { spoiling in
        try spoiling.remove(file.directory)
        try spoiling.write([0x0a], to: file.directory)
      })
    all.append(
      Mutation(.folderReplaced, file, "other case") {
        try $0.rename(file.directory, to: "\(file.member)/\(file.folder.uppercased())")
      })
  }
}
