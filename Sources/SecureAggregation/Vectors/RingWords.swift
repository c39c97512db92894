/// Loops over little-endian words in raw memory.
enum RingWords {
  /// Replaces every word by its combination with the word at the same place of `others`.
  ///
  /// Both buffers have the same number of bytes and are aligned for the word.
  @inline(__always)
  static func combine<Word: FixedWidthInteger>(
    _ words: UnsafeMutableRawBufferPointer, _ others: UnsafeRawBufferPointer,
    _ operation: (Word, Word) -> Word
  ) {
    precondition(words.count == others.count)
    words.withMemoryRebound(to: Word.self) { words in
      others.withMemoryRebound(to: Word.self) { others in
        guard let words = words.baseAddress, let source = others.baseAddress else { return }
        for index in 0..<others.count {
          let sum = operation(
            Word(littleEndian: words[index]), Word(littleEndian: source[index]))
          words[index] = sum.littleEndian
        }
      }
    }
  }
}
