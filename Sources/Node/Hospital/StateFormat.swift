import Console
import Journal

/// The version of a private state, in `values/format`. States from before it had one are 1.0.
///
/// A program reads states of its own version and of all older ones, and marks them as its own. It
/// refuses every newer one, also where only the second number is: a program that does not see all
/// that a newer one has signed could sign it anew.
struct StateFormat: Codable, Hashable, Sendable, Comparable {
  static let current = StateFormat(major: 1, minor: 1, software: Software.name)

  /// Changes when older states are no longer read.
  let major: Int
  /// Changes when something is added.
  let minor: Int
  /// The program that marked the state.
  let software: String

  static func < (left: StateFormat, right: StateFormat) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }

  /// Checks a state's version, before anything else of it is read.
  ///
  /// - Parameter marks: whether an older state becomes one of this version.
  /// - Throws: `NodeError` 78 for a newer one.
  static func check(_ journal: Journal, at path: String, marks: Bool) throws {
    let value = journal.value("format", of: StateFormat.self)
    let found = try value.load() ?? StateFormat(major: 1, minor: 0, software: "")
    guard found <= current else {
      throw NodeError(
        .configuration,
        "the private state \(path) is of format \(found.major).\(found.minor), by "
          + "\(found.software); this \(Software.name) knows up to \(current.major).\(current.minor)",
        remedy: "install \(found.software) or newer; an older program could sign anew what it "
          + "cannot see")
    }
    if marks, found < current { try value.save(current) }
  }
}
