/// A growing set of packed states; much faster than `Set` for millions of them.
struct StateSet {
  private var slots: [UInt64]
  private(set) var count = 0

  init() { slots = Array(repeating: .max, count: 1 << 12) }

  /// Adds a state; whether it is new.
  mutating func insert(_ state: UInt64) -> Bool {
    if 2 * count >= slots.count { grow() }
    return place(state)
  }

  /// All states.
  var states: [UInt64] { slots.filter { $0 != .max } }

  private mutating func place(_ state: UInt64) -> Bool {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: (state &* 0x9e37_79b9_7f4a_7c15) >> 24) & mask
    while slots[slot] != .max {
      if slots[slot] == state { return false }
      slot = (slot + 1) & mask
    }
    slots[slot] = state
    count += 1
    return true
  }

  private mutating func grow() {
    let old = states
    slots = Array(repeating: .max, count: 4 * slots.count)
    count = 0
    for state in old { _ = place(state) }
  }
}
