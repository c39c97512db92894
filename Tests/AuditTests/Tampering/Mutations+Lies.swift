import Artifacts
import Foundation
import Sodium

/// What a lying hospital signs about a round.
extension Mutations {
  /// The named lies; each is also one of "any field changed".
  mutating func lie(_ tree: JSONTree) {
    switch file.slot {
    case "result" where file.round > 0:
      change(.ledger, tree, below: .init("ledger"))
      // Nothing was opened in a void round or a restart.
      let isOpened = tree[.init("seeds")] != .object([:])
      if isOpened { change(.sum, tree, below: .init("aggregate"), needsKey: true) }
      change(.model, tree, below: .init("model"), needsKey: isOpened)
      leaveOut(tree, below: .init("set", "masked"))
    case "model": change(.model, tree, below: .init("body", "model"))
    case "commit":
      change(.leader, tree, below: .init("nonces"))
      change(.leader, tree, below: .init("prev"))
    case _ where file.slot.hasPrefix("unmask-"):
      change(.share, tree, below: .init("body", "shares"))
      leaveOut(tree, below: .init("body", "choice", "set", "masked"))
    case _ where file.slot.hasPrefix("vote-") || file.slot.hasPrefix("cut-"):
      leaveOut(tree, below: .init("body", "choice", "set", "masked"))
    default: break
    }
    if file.slot == "unmask-0" { vote(tree) }
    if file.slot.hasPrefix("cut-") { propose(tree) }
  }

  private mutating func change(
    _ kind: MutationClass, _ tree: JSONTree, below path: [JSONTree.Step], needsKey: Bool = false
  ) {
    for (leaf, value) in tree.leaves where leaf.starts(with: path) {
      add(kind, leaf.text, tree.with(value.altered, at: leaf).line, needsKey: needsKey)
    }
  }

  /// A set without each of its members in turn, and one of two.
  private mutating func leaveOut(_ tree: JSONTree, below path: [JSONTree.Step]) {
    guard case .object(let masked)? = tree[path] else { return }
    let ids = masked.keys.sorted()
    for id in ids {
      let line = without([id], tree, path)
      add(.absence, "without \(id)", line)
    }
    guard ids.count > 2 else { return }
    let line = without(Array(ids.dropFirst(2)), tree, path)
    add(.belowSmallest, "only two", line)
  }

  /// The same with every mention of members taken out, as an honest author would write it.
  private func without(
    _ ids: [String], _ tree: JSONTree, _ path: [JSONTree.Step]
  ) -> [UInt8] {
    var tree = tree
    for id in ids {
      if case .text(let digest)? = tree[path + [.key(id)]],
        case .list(let sees)? = tree[.init("sees")]
      {
        tree = tree.with(.list(sees.filter { $0 != .text(digest) }), at: .init("sees"))
      }
      tree = tree.with(nil, at: path + [.key(id)])
      for rest in [["heads"], ["shares", "nonce"], ["shares", "selfMask"], ["shares", "layers"]] {
        let way = (["body"] + rest + [id]).map { JSONTree.Step.key($0) }
        if tree[way] != nil { tree = tree.with(nil, at: way) }
      }
      if tree[.init("seeds", id)] != nil { tree = tree.with(nil, at: .init("seeds", id)) }
    }
    if tree[.init("outcome")] == .text("full") {
      tree = tree.with(.text("cut"), at: .init("outcome"))
    }
    return tree.line
  }

  /// A vote without a member, in a round in which its author unmasked with all.
  private mutating func vote(_ tree: JSONTree) {
    let path = [JSONTree.Step]("body", "choice", "set", "masked")
    guard case .object(let masked)? = tree[path], let last = masked.keys.max(),
      let body = try? JSONTree(without([last], tree, path))
    else { return }
    let (folder, file) = (folder, FileName("\(file.directory)/vote-1.json"))
    guard !folder.has(file.path) else { return }
    let line = body.with(.text("vote-1"), at: .init("slot"))
      .with(.number(1), at: .init("body", "ballot"))
      .with(nil, at: .init("body", "heads")).with(nil, at: .init("body", "shares")).line
    all.append(
      Mutation(.absence, file, "a vote without \(last)") { spoiling in
        try spoiling.write(line, to: file.json)
        try spoiling.write(folder.signature(of: line, as: file), to: file.signature)
      })
  }

  /// A cut proposed by every member whose turn it is not.
  private mutating func propose(_ tree: JSONTree) {
    for id in folder.course.identities.keys.sorted() where id != file.member {
      let (folder, file) = (folder, FileName("\(id)/\(file.folder)/\(file.slot).json"))
      guard !folder.has(file.path) else { continue }
      let line = tree.with(.text(id), at: .init("from")).line
      all.append(
        Mutation(.leader, file, "not its turn") { spoiling in
          try spoiling.write(line, to: file.json)
          try spoiling.write(folder.signature(of: line, as: file), to: file.signature)
        })
    }
  }

  /// A sealed file that is spoilt, or sealed anew with something else in it, and pinned as it is now.
  mutating func reseal(_ tree: JSONTree) {
    let payload: [JSONTree.Step] = [.key("payload"), .index(0)]
    func pin(_ sealed: [UInt8], _ plain: Digest?) -> JSONTree {
      let pinned = tree.with(
        .text(Digest(hashing: sealed).hex), at: payload + [.key("digest")])
      return plain.map { pinned.with(.text($0.hex), at: payload + [.key("plain")]) } ?? pinned
    }
    let flips = all.filter { $0.kind.rawValue.hasPrefix("sealed: ") }
    let (file, folder) = (file, folder)
    for flip in flips {
      let offset = Int(flip.detail.split(separator: " ")[1]) ?? 0
      var sealed = bytes
      sealed[offset] ^= 1
      addSealed(.resealed, "\(flip.kind.rawValue), \(flip.detail)", sealed, pin(sealed, nil))
    }
    guard let place = file.origin, case .text(let hex)? = tree[.init("K")], let K = Digest(hex: hex)
    else { return }
    let size =
      bytes.count
      - SealedFile.size(
        plaintext: 0, readers: folder.course.manifest.readers.count)
    let (sealed, plain) = SealedFile.seal(
      [UInt8](repeating: 0, count: size), kind: file.slot == "model" ? .model : .vector,
      place: place, session: folder.course.session, K: K,
      readers: folder.course.manifest.readers)
    addSealed(
      file.slot == "model" ? .model : .resealed, "sealed anew, zeros", sealed, pin(sealed, plain))
  }

  private mutating func addSealed(
    _ kind: MutationClass, _ detail: String, _ sealed: [UInt8], _ tree: JSONTree
  ) {
    let (file, folder) = (file, folder)
    all.append(
      Mutation(kind, file, detail, needsKey: true) { spoiling in
        try spoiling.write(sealed, to: file.sealed)
        try spoiling.write(tree.line, to: file.json)
        try spoiling.write(folder.signature(of: tree.line, as: file), to: file.signature)
      })
  }
}
