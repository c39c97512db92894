import Dispatch

/// Two computations that do not need each other, at the same time.
enum BothCores {
  /// Bytes below which starting a thread costs more than it saves.
  private static let shortest = 1 << 18

  /// Runs both, on two cores where there is much to do.
  ///
  /// - Parameter long: how many bytes each goes over.
  static func run<First, Second>(
    long bytes: Int, _ first: () -> First, _ second: () -> Second
  ) -> (First, Second) {
    guard bytes >= shortest else { return (first(), second()) }
    var (left, right): (First?, Second?)
    withoutActuallyEscaping(first) { first in
      withoutActuallyEscaping(second) { second in
        // Each iteration writes a place of its own, and both are over when this returns.
        nonisolated(unsafe) let (first, second) = (first, second)
        withUnsafeMutablePointer(to: &left) { left in
          withUnsafeMutablePointer(to: &right) { right in
            nonisolated(unsafe) let (left, right) = (left, right)
            DispatchQueue.concurrentPerform(iterations: 2) { index in
              if index == 0 { left.pointee = first() } else { right.pointee = second() }
            }
          }
        }
      }
    }
    return (left!, right!)
  }
}
