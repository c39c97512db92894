/// Name and version of this program, as statements carry them for information.
public enum Software {
  /// The version.
  public static let version = "0.1.0"
  /// Name and version.
  static let name = "decaph \(version)"
}
