import Foundation

/// The most memory that this process has used so far.
enum PeakMemory {
  /// Bytes of resident memory, from the kernel; `nil` where it does not tell.
  ///
  /// Not from `getrusage`, whose number a program inherits from the one that started it.
  static var bytes: Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return nil }
    // `VmHWM:     12345 kB`
    return line.split(separator: " ").compactMap { Int($0) }.first.map { $0 * 1024 }
  }
}
