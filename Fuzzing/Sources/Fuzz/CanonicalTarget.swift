import Artifacts

/// Canonical JSON of any shape, against a reader of its own that knows only the rules of
/// docs/artifacts.md, section 2.
enum CanonicalTarget: FuzzTarget {
  static func read(_ bytes: [UInt8]) {
    let isCanonical = CanonicalGrammar.accepts(bytes)
    do {
      let tree = try CanonicalJSON.decode(JSONTree.self, from: bytes, file: "fuzz.json")
      Invariant.hold(isCanonical, "what is accepted is canonical")
      Invariant.hold(CanonicalJSON.encode(tree) == bytes, "what is accepted encodes alike")
    } catch {
      Invariant.hold(!isCanonical, "what is canonical is accepted: \(error)")
      Invariant.message(error.description, error.remedy)
    }
  }
}
