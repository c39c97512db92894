/// A number of things in words: `1 image`, `2 images`.
struct Amount: CustomStringConvertible {
  let count: Int
  let noun: String

  init(_ count: Int, _ noun: String) {
    self.count = count
    self.noun = noun
  }

  var description: String {
    guard count != 1 else { return "1 \(noun)" }
    return noun.hasSuffix("class") ? "\(count) \(noun)es" : "\(count) \(noun)s"
  }

  /// `12 %` of a whole, rounded; `under 1 %` and `over 99 %` where rounding would say none or all.
  func share(of whole: Int) -> String {
    guard whole > 0, count > 0, count < whole else { return count > 0 ? "100 %" : "0 %" }
    let percent = (200 * count + whole) / (2 * whole)
    return percent == 0 ? "under 1 %" : percent == 100 ? "over 99 %" : "\(percent) %"
  }
}
