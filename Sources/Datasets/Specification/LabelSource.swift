/// Where the labels of images stand, other than in the names of their folders.
public enum LabelSource: String, Codable, Equatable, Sendable {
  /// In the columns of `metadata.csv`: each image has any number of labels.
  case columns
}
