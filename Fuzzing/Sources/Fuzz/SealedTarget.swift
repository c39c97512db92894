import Sodium

@testable import Artifacts

/// A sealed file behind 32 bytes, the digest of the plaintext that its statement pins. Session, K
/// and place are those of Tests/ArtifactsTests/Vectors.
enum SealedTarget: FuzzTarget {
  private static let place = Place("h1/round-000012/masked")
  private static let session = Digest(
    hex: "f88ef8c4e77cffa9f9f019db5381297c1f04d101870ef65371326cfbfb23708b")
  private static let K = Digest(
    hex: "a523157cae1fcc8f01bd7a91ac8cba3fce853e8a17fb54a8c92cc1c977879ed3")

  static func read(_ bytes: [UInt8]) {
    guard let plain = Digest(bytes: Array(bytes.prefix(32))) else { return }
    let file = Array(bytes.dropFirst(32))
    if let header = try? SealedHeader(parsing: file, path: "fuzz.sealed") {
      Invariant.hold(file.starts(with: header.bytes), "a header encodes alike")
    }
    do {
      let plaintext = try open(file, plain)
      Invariant.hold(plaintext.count < file.count, "a seal adds bytes")
      var changed = file
      changed[Int(file[40]) * file.count / 256] ^= 1
      Invariant.hold((try? open(changed, plain)) == nil, "no byte of a sealed file changes unseen")
    } catch {
      Invariant.message(error.description, error.remedy)
    }
  }

  private static func open(_ file: [UInt8], _ plain: Digest) throws(Rejection) -> [UInt8] {
    guard let place, let session, let K else { fatalError("place, session and K are read") }
    return try SealedFile.open(
      file,
      pinned: Payload(
        name: "masked.sealed", bytes: file.count, digest: Digest(hashing: file), plain: plain,
        type: "u32le"),
      kind: .vector, place: place, session: session, K: K, with: FuzzKeys.sealing)
  }
}
