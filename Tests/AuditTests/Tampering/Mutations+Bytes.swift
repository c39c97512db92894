import Foundation

/// Single bytes of every part of a file.
extension Mutations {
  /// A sealed file: header, each recipient's id and box, stream.
  mutating func flipSealed() {
    let count = Int(bytes[72]) | Int(bytes[73]) << 8
    flip(.sealedMagic, [0, 5, 6, 7])
    flip(.sealedSalt, [8, 39])
    flip(.sealedContext, [40, 71])
    flip(.sealedCount, [72, 73])
    for recipient in 0..<count {
      let start = 74 + 96 * recipient
      flip(.sealedRecipient, [start, start + 15])
      flip(.sealedBox, [start + 16, start + 48, start + 95])
    }
    let stream = 74 + 96 * count
    flip(.sealedStream, [stream, stream + 23])
    flip(.sealedCiphertext, [stream + 24, (stream + bytes.count) / 2, bytes.count - 17])
    flip(.sealedTag, [bytes.count - 16, bytes.count - 1])
  }

  /// A signature file: both comments, the three fields of line 2, line 4, the line feeds.
  mutating func flipSignature() {
    let ends = bytes.indices.filter { bytes[$0] == 0x0a }
    guard ends.count == 4 else { return }
    flip(.untrustedComment, [0, 17, 19, ends[0] - 1])
    let line = ends[0] + 1
    // Base64: four characters for three bytes.
    flip(.signatureKey, [line, line + 2, line + 3, line + 12])
    flip(.signature, [line + 14, line + 50, ends[1] - 3, ends[1] - 1])
    flip(.trustedComment, [ends[1] + 1, ends[1] + 18, ends[1] + 40, ends[2] - 1])
    flip(.globalSignature, [ends[2] + 1, ends[2] + 44, ends[3] - 3, ends[3] - 1])
    flip(.signatureLineEnds, ends)
    // A line feed that becomes a letter leaves nothing that is not text.
    flip(.signatureLineEnds, ends, bit: 0x40)
  }

  /// A statement: single bytes, every field for itself, the line feed.
  mutating func flipStatement() {
    let last = bytes.count - 1
    flip(.jsonByte, stride(from: 0, to: last, by: max(1, last / 24)))
    flip(.jsonLineEnd, [last])
    flip(.jsonLineEnd, [last], bit: 0x40)
    let file = file
    guard let tree = folder.tree(file.path) else { return }
    for (path, value) in tree.leaves {
      all.append(
        Mutation(.jsonField, file, path.text) {
          try $0.write(tree.with(value.altered, at: path).line, to: file.path)
        })
    }
  }
}
