import Artifacts
import Sodium

/// Which file here has a digest, among those that a statement of a round can name.
struct DigestIndex {
  private var files: [Digest: String] = [:]

  /// Reads `consortium/`, the rounds around one, and everything of one author.
  init(_ folder: AuditFolder, _ manifest: Manifest, around round: Int, author: MemberID?) {
    for member in manifest.members.map(\.id) {
      let near = Set((round - 1...round + 1).map { Place.roundFolder(max(0, $0)) })
      for name in folder.list(member.name)
      where name == "consortium" || near.contains(name)
        || member == author && name.hasPrefix("round-")
      {
        for file in folder.list("\(member)/\(name)") where file.hasSuffix(".json") {
          let path = "\(member)/\(name)/\(file)"
          guard let bytes = try? folder.bytes(path, limit: CanonicalJSON.sizeLimit) else {
            continue
          }
          let digest = Digest(hashing: bytes)
          // Of documents that several publish, the first by name.
          files[digest] = files[digest].map { min($0, path) } ?? path
        }
      }
    }
  }

  /// The file of a digest; `nil` where none here has it.
  func file(_ digest: Digest) -> String? { files[digest] }
}
