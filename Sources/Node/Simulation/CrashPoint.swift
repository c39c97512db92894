import SharedFolder

/// When a simulated process dies: before or after its n-th write to journal or folder.
final class CrashPoint {
  private var count = 0
  private var target: Int?
  private(set) var hasHappened = false

  /// Writes that were made so far.
  var writes: Int { count }

  /// Dies at the n-th write from now: even numbers before it, odd numbers after it.
  func arm(_ steps: Int) { target = 2 * count + steps }

  /// Dies now.
  func kill() { hasHappened = true }

  /// Whether the next write is cut short.
  func isNext() -> Bool { target == 2 * count }

  func comesBefore() -> Bool {
    guard target == 2 * count else { return false }
    hasHappened = true
    return true
  }

  func comesAfter() -> Bool {
    count += 1
    guard target == 2 * count - 1 else { return false }
    hasHappened = true
    return true
  }
}
