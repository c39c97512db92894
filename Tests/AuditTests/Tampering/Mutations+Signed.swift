import Artifacts
import Foundation
import Sodium

/// What only whoever holds a key can make: wrong keys, and the author's own.
extension Mutations {
  /// Everything that the author can sign at the place of this statement.
  mutating func sign(_ tree: JSONTree) {
    signWithOtherKeys()
    for spelling in ForgedFormTests.Spelling.allCases {
      let line = [UInt8](spelling.apply(String(decoding: bytes, as: UTF8.self)).utf8)
      // Without its last byte a file is cut short. Of most files the signature tells; the key to
      // those of manifest and enrolment stands in the file itself.
      let isCut = spelling == .noLineFeed && ["manifest", "enrol-0001"].contains(file.slot)
      if line != bytes { add(.spelling, spelling.rawValue, line, expected: isCut ? .wait : nil) }
    }
    for (path, value) in tree.all {
      switch value {
      case .number(let old):
        for number in ["9007199254740991", "9007199254740992", "-1", "0", "1e400", "-9e99"]
        where number != String(old) {
          add(.number, "\(path.text) = \(number)", tree.line(with: number, at: path))
        }
        add(.field, path.text, tree.with(value.altered, at: path).line)
      case .text, .flag:
        // What a sealed file holds shows when it is opened.
        add(
          .field, path.text, tree.with(value.altered, at: path).line,
          needsKey: path.last == .key("plain"))
      case .object, .list: break
      }
      add(.removal, path.text, tree.with(nil, at: path).line)
    }
    for depth in [300, 100_000] {
      let nest = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      for path in [[JSONTree.Step]("body"), .init("plan"), .init("decaph"), .init("nested")] {
        add(.nesting, "\(path.text), \(depth) deep", tree.line(with: nest, at: path))
      }
    }
    if tree[.init("created")] != nil {
      add(.version, "created later", tree.with(.text("later"), at: .init("created")).line)
    }
    for comment in [
      "decaph/1 0123456789abcdef \(file.statement)", "decaph/2", "", "\(file.path)",
    ] {
      let (file, folder, bytes) = (file, folder, bytes)
      all.append(
        Mutation(.comment, file, "'\(comment)'") { spoiling in
          try spoiling.write(
            folder.signature(of: bytes, as: file, comment: comment), to: file.signature)
        })
    }
  }

  /// Lines signed by the author, in place of what it signed first.
  mutating func add(
    _ kind: MutationClass, _ detail: String, _ line: @autoclosure @escaping () -> [UInt8],
    expected: Expected? = nil, needsKey: Bool = false
  ) {
    let (file, folder) = (file, folder)
    all.append(
      Mutation(kind, file, detail, expected: expected, needsKey: needsKey) { spoiling in
        let line = line()
        try spoiling.write(line, to: file.json)
        try spoiling.write(folder.signature(of: line, as: file), to: file.signature)
      })
  }

  private mutating func signWithOtherKeys() {
    let (file, folder, bytes) = (file, folder, bytes)
    guard let author = file.origin?.member.name else { return }
    let other = folder.course.identities.filter { $0.key != author }.min { $0.key < $1.key }
    let stranger = IdentityKey.generate()
    for (name, key) in [("another member's", other?.value), ("nobody's", stranger)] {
      all.append(
        Mutation(.wrongKey, file, name) { spoiling in
          try spoiling.write(
            folder.signature(of: bytes, as: file, key: key), to: file.signature)
        })
    }
    all.append(
      Mutation(.wrongKey, file, "nobody's under the author's id") { spoiling in
        let right = String(decoding: folder.bytes(file.signature), as: UTF8.self)
        let false_ = String(
          decoding: try folder.signature(of: bytes, as: file, key: stranger), as: UTF8.self)
        try spoiling.write(
          Array(Self.withKeyID(of: right, in: false_).utf8), to: file.signature)
      })
  }

  /// A signature file that claims to be by the key of another.
  private static func withKeyID(of right: String, in text: String) -> String {
    func parts(_ text: String) -> (lines: [Substring], bytes: [UInt8]) {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return (lines, [UInt8](Data(base64Encoded: String(lines[1])) ?? Data()))
    }
    var (lines, bytes) = parts(text)
    bytes.replaceSubrange(..<10, with: parts(right).bytes[..<10])
    lines[1] = Substring(Data(bytes).base64EncodedString())
    return lines.joined(separator: "\n")
  }
}
