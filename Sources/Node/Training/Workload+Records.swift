import Foundation
import Learning

extension Workload {
  /// The workload that hides which records of a hospital are in a round.
  ///
  /// It follows from the public sampling rate and from coarse numbers of the hospital's records
  /// and of the largest, each rounded up to a power of two: that much, and no more, an observer of
  /// the time can learn. A sample needs more than it with a probability below 2^-20 for each of the
  /// three numbers; then the round takes longer.
  ///
  /// - Parameter samplingRate: the probability q with which a record is in a round.
  init(_ records: [[Int]], samplingRate: Double) {
    let several = records.map(\.count).filter { $0 > 1 }
    self.init(
      single: Self.enough(of: records.count - several.count, largest: 1, samplingRate),
      several: Self.enough(of: several.count, largest: 1, samplingRate),
      further: Self.enough(
        of: several.reduce(0) { $0 + $1 - 1 }, largest: (several.max() ?? 1) - 1, samplingRate))
  }

  /// A number that a sample of things exceeds with a probability below 2^-20, where they come in
  /// records of at most `largest`, each in with probability q.
  ///
  /// With N and K rounded up to powers of two, the sample divided by K is a sum of independent
  /// numbers from 0 to 1 of mean at most m = q N / K. So (Chernoff) it reaches t > m with a
  /// probability of at most exp(-(t log(t / m) - t + m)).
  static func enough(of total: Int, largest: Int, _ samplingRate: Double) -> Int {
    guard total > 0 else { return 0 }
    let (all, most) = (powerOfTwo(from: total), powerOfTwo(from: largest))
    let mean = samplingRate * Double(all) / Double(most)
    var records = max(1, Int(mean.rounded(.up)))
    while records * most < all {
      let t = Double(records)
      if t > mean, t * log(t / mean) - t + mean >= 20 * log(2) { break }
      records += 1
    }
    return min(records * most, all)
  }

  /// The smallest power of two that is not less.
  static func powerOfTwo(from number: Int) -> Int {
    var power = 1
    while power < number { power *= 2 }
    return power
  }
}
