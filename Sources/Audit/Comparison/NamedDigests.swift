import Artifacts
import Sodium

/// What any statement names, whatever its body says.
struct NamedDigests: Decodable {
  let seq: Int?
  let K: Digest?
  let sees: [Digest]?
  let payload: [Payload]?
  let body: Body?

  struct Body: Decodable {
    let heads: [String: Head]?
    let place: String?
    let copies: [SignedCopy]?

    private enum Key: String, CodingKey { case heads, place, copies }

    /// A body of any statement; what is not of these forms is passed over.
    init(from decoder: any Decoder) throws {
      let fields = try? decoder.container(keyedBy: Key.self)
      heads = try? fields?.decodeIfPresent([String: Head].self, forKey: .heads)
      place = try? fields?.decodeIfPresent(String.self, forKey: .place)
      copies = try? fields?.decodeIfPresent([SignedCopy].self, forKey: .copies)
    }
  }

  /// Digests of the files on which the author acted.
  var acted: [Digest] {
    (sees ?? []) + (K.map { [$0] } ?? []) + (body?.heads?.values.map(\.digest) ?? [])
  }
}
