/// Gives words from a list, then zeros.
struct ScriptedGenerator: RandomNumberGenerator {
  var words: [UInt64]

  mutating func next() -> UInt64 { words.isEmpty ? 0 : words.removeFirst() }
}
