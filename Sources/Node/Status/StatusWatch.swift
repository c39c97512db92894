import Foundation
import Glibc

/// `status --watch`: looks again and again until it is stopped.
public struct StatusWatch {
  private let status: ConsortiumStatus
  private let isJSON: Bool
  private let poll: Double
  private let print: (String) -> Void

  /// - Parameters:
  ///   - poll: seconds between two looks.
  ///   - print: takes what is to be written, line ends included.
  public init(
    _ status: ConsortiumStatus, json: Bool, poll: Double, print: @escaping (String) -> Void
  ) {
    (self.status, isJSON, self.poll, self.print) = (status, json, poll, print)
  }

  /// Whether standard output is a terminal that shows colours.
  public static var isColoured: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isTerminal && environment["NO_COLOR"]?.isEmpty ?? true && environment["TERM"] != "dumb"
  }

  private static var isTerminal: Bool {
    isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// The text over what was shown before, without a moment in which nothing is shown.
  private static func screen(_ text: String, isFirst: Bool) -> String {
    let start = isFirst ? "\u{1b}[2J\u{1b}[H" : "\u{1b}[H"
    return start + text.replacing("\n", with: "\u{1b}[K\n") + "\u{1b}[K\n\u{1b}[J"
  }

  /// Looks until Ctrl-C or SIGTERM.
  public func run() throws {
    let stop = StopSignal()
    let watch = FolderWatch()
    var shown: Set<String> = []
    while !stop.isSet {
      let report = try status.look()
      if isJSON {
        // What has not changed is not said again.
        let lines = report.json
        for line in lines where !shown.contains(line) { print(line + "\n") }
        shown = Set(lines)
      } else if Self.isTerminal {
        print(Self.screen(report.text(isColoured: Self.isColoured), isFirst: shown.isEmpty))
        shown = [report.essence]
      } else {
        let text = report.text()
        if !shown.contains(report.essence) { print(text + "\n\n") }
        shown = [report.essence]
      }
      watch.wait(seconds: poll * Double.random(in: 0.8...1.2), or: stop)
    }
  }
}
