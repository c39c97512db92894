import Foundation
import Logging

/// Writes log events to standard error, as lines of text or of JSON.
struct NodeLogHandler: LogHandler {
  let member: String
  let format: LogFormat
  let progress: ProgressLine
  var metadata: Logger.Metadata = [:]
  var logLevel: Logger.Level = .info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let time = Date.now.formatted(.iso8601)
    let line: String
    switch format {
    case .text:
      let mark = event.level >= .warning ? "\(event.level): " : ""
      line = "\(time) \(member) \(mark)\(event.message)"
    case .json:
      var fields = ["time": time, "member": member, "level": "\(event.level)"]
      fields["message"] = "\(event.message)"
      for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
        fields[key] = "\(value)"
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      line = (try? encoder.encode(fields)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
    progress.write(line + "\n")
  }
}
