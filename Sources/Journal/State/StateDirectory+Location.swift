import Glibc

extension StateDirectory {
  /// Where the private state lies by rule.
  ///
  /// `$DECAPH_STATE`, else `$XDG_STATE_HOME/decaph`, else `~/.local/state/decaph`; below that the
  /// caller's own part, such as session and member.
  /// - Parameters:
  ///   - subpath: The caller's part, without a leading `/`.
  ///   - environment: The process's environment.
  /// - Throws: `noLocation` when no variable is set and the account has no home.
  public static func location(
    _ subpath: String, environment: [String: String]
  ) throws(JournalError) -> String {
    if let base = environment["DECAPH_STATE"], !base.isEmpty { return "\(base)/\(subpath)" }
    // The XDG specification has relative paths ignored.
    if let base = environment["XDG_STATE_HOME"], base.hasPrefix("/") {
      return "\(base)/decaph/\(subpath)"
    }
    guard let home = environment["HOME"].flatMap({ $0.hasPrefix("/") ? $0 : nil }) ?? accountHome
    else {
      throw JournalError(
        .noLocation, "this account has no home directory for the private state",
        remedy: "set DECAPH_STATE to a private directory on a local disk")
    }
    return "\(home)/.local/state/decaph/\(subpath)"
  }

  private static var accountHome: String? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    let text = UnsafeMutablePointer<CChar>.allocate(capacity: 16_384)
    defer { text.deallocate() }
    guard getpwuid_r(geteuid(), &entry, text, 16_384, &found) == 0, found != nil
    else { return nil }
    return String(cString: entry.pw_dir)
  }
}
