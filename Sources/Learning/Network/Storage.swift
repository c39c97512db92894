/// Memory that is taken once and used in every step.
final class Storage<Element: BitwiseCopyable> {
  let pointer: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating value: Element, count: Int) {
    self.pointer = .allocate(capacity: max(count, 1))
    self.count = count
    pointer.initialize(repeating: value, count: max(count, 1))
  }

  deinit {
    pointer.deallocate()
  }
}
