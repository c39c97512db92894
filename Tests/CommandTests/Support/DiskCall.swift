/// A system call that changes a disk: which, and the how-manieth of its name in a run.
struct DiskCall: CustomStringConvertible {
  let name: String
  let number: Int

  var description: String { "\(name) \(number)" }

  /// Everything with which a node changes files or directories, and its end. Without `close`: what
  /// it would leave is what the next of these finds.
  private static let names = [
    "openat", "mkdirat", "write", "pwrite64", "ftruncate", "fchmod", "fsync", "renameat",
    "renameat2", "linkat", "unlinkat", "exit_group",
  ]

  /// `strace` that writes all such calls into a file.
  static func tracer(to file: String) -> [String] {
    strace("trace=" + names.joined(separator: ",")) + ["-s", "16", "-o", file]
  }

  /// `strace` that kills the program instead of letting it make this call.
  var killer: [String] {
    Self.strace("trace=" + name)
      + ["-e", "inject=\(name):signal=KILL:when=\(number)", "-o", "/dev/null"]
  }

  /// `strace` that answers this call, or it and all of its name after it, with an error.
  func failing(_ error: String, forGood: Bool) -> [String] {
    Self.strace("trace=" + name)
      + [
        "-e", "inject=\(name):error=\(error):when=\(number)\(forGood ? "+" : "")", "-o",
        "/dev/null",
      ]
  }

  private static func strace(_ expression: String) -> [String] {
    [Program.strace.path, "-f", "-qq", "-e", "signal=none", "-e", expression]
  }

  /// The calls of a trace's first thread that may have changed something.
  static func all(inTrace text: String) -> [DiskCall] {
    var counts: [Substring: Int] = [:]
    var calls: [DiskCall] = []
    let lines = text.split(separator: "\n").map { $0.split(separator: " ", maxSplits: 1) }
    for line in lines where line.count == 2 && line[0] == lines[0][0] {
      let call = line[1].drop { $0 == " " }
      guard let end = call.firstIndex(of: "("), names.contains(String(call[..<end])) else {
        continue
      }
      let name = call[..<end]
      counts[name, default: 0] += 1
      let isReading = name == "openat" && !call.contains("O_CREAT")
      let isThere = name == "mkdirat" && call.contains("EEXIST")
      // What is said on a terminal or into a log is no part of the disk's course.
      let isTalk = call.hasPrefix("write(1,") || call.hasPrefix("write(2,")
      if !isReading && !isThere && !isTalk {
        calls.append(DiskCall(name: String(name), number: counts[name]!))
      }
    }
    return calls
  }
}
