/// Name and version of both programs, for `--version`, for statements, which carry them for
/// information, and for `Scripts/package`.
public enum Software {
  /// The version.
  public static let version = "0.1.0"
  /// Name and version.
  public static let name = "decaph \(version)"
}
