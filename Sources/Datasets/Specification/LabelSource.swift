/// Where the labels of images stand.
public enum LabelSource: String, Codable, Equatable, Sendable {
  /// In the name of the folder: each image has one class.
  case folders
  /// In the columns of `metadata.csv`: each image has any number of labels.
  case columns
}
