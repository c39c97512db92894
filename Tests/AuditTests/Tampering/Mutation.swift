/// One way to spoil one file of a finished folder.
struct Mutation {
  /// The row of the table.
  let kind: MutationClass
  /// The file that the audit has to name.
  let file: FileName
  /// What exactly, for people.
  let detail: String
  /// What an audit has to say.
  let expected: Expected
  /// Whether only an audit with a key can see it.
  let needsKey: Bool
  /// `statement 8 of h2`: where the file stood in its author's chain, if it is a statement.
  var position: String?
  /// Spoils the folder.
  let apply: (Spoiling) throws -> Void

  init(
    _ kind: MutationClass, _ file: FileName, _ detail: String, expected: Expected? = nil,
    needsKey: Bool = false, apply: @escaping (Spoiling) throws -> Void
  ) {
    self.kind = kind
    self.file = file
    self.detail = detail
    self.expected = expected ?? kind.expected
    self.needsKey = needsKey
    self.apply = apply
  }

  /// For people.
  var name: String { "\(kind.rawValue)\t\(file.path)\t\(detail)" }

  /// Whether the author must have signed it. A whole manifest of another session is its founder's,
  /// and everything else looks wrong beside it.
  var isOfAuthor: Bool { kind.isSigned || file.slot == "manifest" }

  /// A file in place of another.
  init(
    _ kind: MutationClass, _ file: FileName, _ detail: String, bytes: [UInt8],
    expected: Expected? = nil
  ) {
    self.init(kind, file, detail, expected: expected) { try $0.write(bytes, to: file.path) }
  }
}

/// All mutations of one file.
struct Mutations {
  let folder: FinishedFolder
  let file: FileName
  var all: [Mutation] = []

  /// Lists them.
  init(of file: FileName, in folder: FinishedFolder) {
    self.file = file
    self.folder = folder
    switch file.part {
    case ".sealed": flipSealed()
    case ".json.minisig": flipSignature()
    case ".json": flipStatement()
    default: flip(.parameters, [0, 7, 8, 60, bytes.count / 2, bytes.count - 1])
    }
    changeWhole()
    exchange()
    putStrangeThings()
    if file.part == ".json", let tree = folder.tree(file.path) {
      sign(tree)
      lie(tree)
    }
    if file.part == ".sealed", let tree = folder.tree(file.json) { reseal(tree) }
  }

  var bytes: [UInt8] { folder.bytes(file.path) }

  /// Flips one bit of each of some bytes.
  mutating func flip(_ kind: MutationClass, _ offsets: some Sequence<Int>, bit: UInt8 = 1) {
    for offset in Set(offsets).sorted() where bytes.indices.contains(offset) {
      var spoilt = bytes
      spoilt[offset] ^= bit
      all.append(Mutation(kind, file, "byte \(offset) ^ \(bit)", bytes: spoilt))
    }
  }
}
