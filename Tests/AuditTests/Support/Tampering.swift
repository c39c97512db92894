import Foundation

/// What somebody with write access to the shared directory, but no key, can do to one file.
enum Tampering: String, CaseIterable {
  case flipFirst, flipMiddle, flipLast, cut, empty, extend, delete, swapMember, swapRound

  /// Spoils a file.
  ///
  /// - Returns: whether there was something to do: a file that no other member wrote cannot be
  ///   taken from another member.
  func apply(to file: String, in copy: SharedCopy) throws -> Bool {
    let bytes = try copy.read(file)
    switch self {
    case .flipFirst: try copy.write(flipped(bytes, 0), to: file)
    case .flipMiddle: try copy.write(flipped(bytes, bytes.count / 2), to: file)
    case .flipLast: try copy.write(flipped(bytes, bytes.count - 1), to: file)
    case .cut: try copy.write(bytes.dropLast(bytes.count / 3 + 1), to: file)
    case .empty: try copy.write([], to: file)
    case .extend: try copy.write(bytes + [0x0a], to: file)
    case .delete: try copy.remove(file)
    case .swapMember:
      let (member, rest) = split(file)
      return try swap(
        file, Repository.members.filter { $0 != member }.map { "\($0)/\(rest)" }, in: copy)
    case .swapRound:
      let (member, rest) = split(file)
      let name = rest.split(separator: "/")[1]
      let other = Repository.rounds.map { "\(member)/round-0000\($0 < 10 ? "0" : "")\($0)/\(name)" }
      return try swap(file, other.filter { $0 != file }, in: copy)
    }
    return true
  }

  private func swap(_ file: String, _ others: [String], in copy: SharedCopy) throws -> Bool {
    guard let other = others.first(where: copy.exists) else { return false }
    try copy.write(try copy.read(other), to: file)
    return true
  }

  private func split(_ file: String) -> (member: Substring, rest: Substring) {
    let slash = file.firstIndex(of: "/") ?? file.endIndex
    return (file[..<slash], file[slash...].dropFirst())
  }

  private func flipped(_ bytes: [UInt8], _ index: Int) -> [UInt8] {
    var bytes = bytes
    bytes[index] ^= 1
    return bytes
  }
}

extension SharedCopy {
  fileprivate func write(_ bytes: ArraySlice<UInt8>, to file: String) throws {
    try write(Array(bytes), to: file)
  }
}
