/// What a comparison measures on the test set; each is from 0 to 1, and more is better.
public enum Measure: String, CaseIterable, Codable, Sendable {
  /// The area under the receiver operating characteristic: mean over the classes, each against the
  /// others (softmax), or over the labels (sigmoid).
  case auroc
  /// The mean sensitivity over the classes; over labels, the mean of theirs.
  case balanced
  /// The share of right predictions.
  case accuracy

  /// The head of its column.
  var title: String {
    switch self {
    case .auroc: "AUROC"
    case .balanced: "balanced accuracy"
    case .accuracy: "accuracy"
    }
  }
}
