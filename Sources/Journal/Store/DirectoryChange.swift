import Glibc

/// One change of one entry, with the store's lock held until it goes.
struct DirectoryChange: ~Copyable {
  /// The entry's file name in `directory`.
  let name: String
  /// The entry's path, for messages.
  let label: String
  let lock: Descriptor
  /// Where files are written before they are moved.
  let temporary: Descriptor
  /// Where the entry is or will be.
  let directory: Descriptor

  /// A name under which nothing is in `temporary`.
  static func temporaryName() -> String {
    "new-" + String(UInt64.random(in: .min ... .max), radix: 16)
  }

  /// Compares what is there with what should be.
  /// - Returns: Whether it is there; `false` when nothing is.
  /// - Throws: `slotTaken` when something else is there.
  borrowing func isThere(_ bytes: [UInt8]) throws(JournalError) -> Bool {
    let file = try usingIfThere(label) { () throws(SystemError) in
      try directory.open(name, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    }
    guard let file else { return false }
    guard try Self.holds(file, bytes, label) else { throw .slotTaken(label) }
    return true
  }

  /// Compares a directory with what it should hold, by file name.
  /// - Returns: Whether it is there; `false` when nothing is.
  /// - Throws: `slotTaken` when it holds something else.
  borrowing func isThere(_ contents: [String: [UInt8]]) throws(JournalError) -> Bool {
    let found = try usingIfThere(label) { () throws(SystemError) in
      try directory.openDirectory(name)
    }
    guard let found else { return false }
    let names = try using(label) { () throws(SystemError) in try found.entries() }
    guard Set(names) == Set(contents.keys) else { throw .slotTaken(label) }
    for (name, bytes) in contents {
      let file = try using(label) { () throws(SystemError) in
        try found.open(name, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
      }
      guard try Self.holds(file, bytes, label) else { throw .slotTaken(label) }
    }
    return true
  }

  private static func holds(
    _ file: borrowing Descriptor, _ bytes: [UInt8], _ label: String
  ) throws(JournalError) -> Bool {
    do throws(JournalError) {
      let there = try file.readPrivateFile(label, limit: bytes.count)
      return there.count == bytes.count && memcmp(there, bytes, bytes.count) == 0
    } catch {
      if error.code == .tooLarge { return false }
      throw error
    }
  }
}
