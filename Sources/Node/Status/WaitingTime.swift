/// Seconds in the words that a person reads.
enum WaitingTime {
  /// `80 s`, `14 min`, `3 h`, `4 days`; rounded up.
  static func text(_ seconds: Double) -> String {
    switch seconds {
    case ..<120: "\(Int(seconds.rounded(.up))) s"
    case ..<7200: "\(Int((seconds / 60).rounded(.up))) min"
    case ..<172_800: "\(Int((seconds / 3600).rounded(.up))) h"
    default: "\(Int((seconds / 86_400).rounded(.up))) days"
    }
  }
}
