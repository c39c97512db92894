import Foundation

/// The version of a file's format: what a reader of another version says.
///
/// A format's number changes when older programs cannot read it any more. What is only added within
/// a version is optional and left out where it is not used.
enum FormatVersion {
  /// The refusal of a version that this program does not know.
  ///
  /// - Parameter software: what the file says of the program that wrote it; nobody has vouched for it.
  static func refusal(_ version: Int, writtenBy software: String? = nil, file: String) -> Rejection
  {
    guard version > formatVersion else {
      return Rejection(.version, file: file, "format version \(version) is unknown")
    }
    let writer = software.flatMap { isProgram($0) ? $0 : nil }
    return Rejection(
      .version, file: file,
      "is of format version \(version)\(writer.map { ", by \($0)" } ?? ""); this decaph knows "
        + "version \(formatVersion)",
      remedy: "install \(writer ?? "a decaph") or newer, which knows format version \(version)")
  }

  /// The refusal of a file that this program cannot decode because a newer one wrote it; nil for
  /// everything else.
  static func refusal(of bytes: [UInt8], file: String) -> Rejection? {
    guard let head = try? JSONDecoder().decode(Head.self, from: Data(bytes)),
      head.decaph > formatVersion
    else { return nil }
    return refusal(head.decaph, writtenBy: head.software, file: file)
  }

  /// The same for a trusted comment: `decaph/2 …`.
  static func refusal(ofComment comment: String, file: String) -> Rejection? {
    guard comment.hasPrefix("decaph/"),
      let version = Int(comment.dropFirst("decaph/".count).prefix { $0 != " " }),
      version > formatVersion
    else { return nil }
    return refusal(version, file: file)
  }

  /// `decaph 2.0.0`, and nothing that would steer a terminal or a reader.
  private static func isProgram(_ text: String) -> Bool {
    text.count <= 64 && text.wholeMatch(of: /decaph [0-9]+(\.[0-9]+)*/) != nil
  }

  private struct Head: Decodable {
    let decaph: Int
    let software: String?
  }
}
