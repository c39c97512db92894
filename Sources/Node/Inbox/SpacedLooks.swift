/// Spaces out attempts at what may be on its way: nobody can have a hospital read the same large
/// file in vain at every look.
///
/// A key is due at its first, second, fourth and eighth look, then at every sixteenth.
struct SpacedLooks<Key: Hashable> {
  private var looks: [Key: Int] = [:]

  /// Counts a look at a key, and says whether this one is worth an attempt.
  mutating func isDue(_ key: Key) -> Bool {
    let look = looks[key, default: 0] + 1
    looks[key] = look
    return look < 16 ? look.nonzeroBitCount == 1 : look.isMultiple(of: 16)
  }

  /// Forgets keys, so that they are due again.
  mutating func forget(where isForgotten: (Key) -> Bool) {
    looks = looks.filter { !isForgotten($0.key) }
  }
}
