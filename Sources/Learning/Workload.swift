/// How much a clipped sum computes, whatever its records.
///
/// Up to these numbers the time it takes does not tell how many records there were. Records of one
/// example and of several are computed differently and are therefore filled up separately.
public struct Workload: Hashable, Sendable {
  /// Records of one example.
  public var single: Int
  /// Records of several examples; 0 where there are none in the data.
  public var several: Int
  /// Examples in those beyond the first of each.
  public var further: Int

  /// Examples in all of them.
  public var examples: Int { single + several + further }

  /// States numbers.
  public init(single: Int, several: Int = 0, further: Int = 0) {
    self.single = single
    self.several = several
    self.further = further
  }
}
